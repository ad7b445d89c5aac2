/** Texts of the page in the reader's language, from the same Fluent file as the server's. */
import { FluentBundle, FluentResource } from "@fluent/bundle";

export type Text = (id: string, variables?: Record<string, string | number>) => string;

export function texts(language: string, source: string): Text {
  const locale = language === "en" ? "en-GB" : language;
  const bundle = new FluentBundle(locale, { useIsolating: false });
  bundle.addResource(new FluentResource(source));
  return (id, variables = {}) => {
    const pattern = bundle.getMessage(id)?.value;
    return pattern ? bundle.formatPattern(pattern, variables) : id;
  };
}
