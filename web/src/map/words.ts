/** Texts in the reader's language: Fluent messages that the page hands over as data. */

import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";

export class Words {
  private bundle: FluentBundle;
  private numbers: Intl.NumberFormat;

  constructor(ftl: string, readonly locale: string) {
    this.bundle = new FluentBundle(locale, { useIsolating: false });
    this.bundle.addResource(new FluentResource(ftl));
    this.numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 });
  }

  say(name: string, variables: Record<string, FluentVariable> = {}): string {
    const message = this.bundle.getMessage(`netmap-${name}`);
    return message?.value ? this.bundle.formatPattern(message.value, variables) : name;
  }

  number(value: number): string {
    return this.numbers.format(value);
  }

  /** A day as exact as it is known: its bounds are days of one month, or of one year. */
  date(earliest: number, latest: number): string {
    const [first, last] = [new Date(earliest * 86400000), new Date(latest * 86400000)];
    const parts = (date: Date) => [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
    const [a, b] = [parts(first), parts(last)];
    const how: Intl.DateTimeFormatOptions =
      earliest === latest ? { year: "numeric", month: "long", day: "numeric" }
      : a[0] === b[0] && a[1] === b[1] ? { year: "numeric", month: "long" } : { year: "numeric" };
    return new Intl.DateTimeFormat(this.locale, { ...how, timeZone: "UTC" }).format(first);
  }
}
