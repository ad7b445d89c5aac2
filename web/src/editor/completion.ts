/** Completion: prefixes, variables, classes and properties with counts, things by their names. */
import type { Completion, CompletionContext, CompletionResult, CompletionSource } from "@codemirror/autocomplete";
import type { EditorView } from "@codemirror/view";
import type { Text } from "./messages";

export interface Word {
  iri: string;
  short: string;
  count: number;
  name: string;
  properties?: string[];
}

export interface Words {
  prefixes: Record<string, string>;
  classes: Word[];
  properties: Word[];
}

/** A thing that the server found by a part of its name. */
export interface Thing {
  iri: string;
  short: string;
  name: string;
  met: string;
  kind: string;
}

export interface Sources {
  /** Waits for the server's counts, which take a while when a version is new. */
  words: () => Promise<Words>;
  things: (text: string, signal: AbortSignal) => Promise<Thing[]>;
  t: Text;
  language: string;
}

type Position = "subject" | "predicate" | "class" | "object" | "outside";

const KEYWORDS = ["SELECT", "SELECT DISTINCT", "WHERE", "FILTER", "OPTIONAL", "UNION", "MINUS", "BIND", "VALUES", "FILTER NOT EXISTS", "GROUP BY", "ORDER BY", "LIMIT", "OFFSET", "HAVING", "CONSTRUCT", "ASK", "DESCRIBE", "PREFIX", "COUNT", "DISTINCT", "AS", "DESC", "ASC"];
const WORD = /[\p{L}\p{N}_-]*:?[\p{L}\p{N}_./-]*$/u;
const SAFE_LOCAL = /^[\w-]+:(?:[A-Za-z0-9_](?:[\w.-]*[\w-])?)?$/;
const TOKEN = /"""[\s\S]*?(?:"""|$)|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?|#[^\n]*|<[^<>"{}|^`\\\s]*>|[?$]\w+|[\p{L}_][\p{L}\p{N}_-]*:[^\s;,.(){}[\]]*(?:\.[^\s;,.(){}[\]]+)*|:[\w-]+|[\p{L}_][\p{L}\p{N}_-]*|\d+(?:\.\d+)?|[{}()[\].;,]|[^\s]/gu;
const PATH_SIGNS = new Set(["/", "|", "^", "*", "+", "!"]);

/** What may stand at the end of a text, and the subject of the triple there. */
export function positionAfter(text: string): { position: Position; subject: string } {
  const tokens = [...text.matchAll(TOKEN)].map((found) => found[0]).filter((token) => !token.startsWith("#"));
  let subject = "";
  let place = 0;
  let depth = 0;
  let predicate = "";
  let inExpression = 0;
  for (const token of tokens) {
    if (token === "{") { depth++; place = 0; }
    else if (token === "}") { depth--; place = 0; }
    else if (token === "(") inExpression++;
    else if (token === ")") { inExpression = Math.max(0, inExpression - 1); if (/^(filter|bind)$/i.test(predicate)) place = 0; }
    else if (inExpression) continue;
    else if (token === ".") place = 0;
    else if (token === ";") place = 1;
    else if (token === ",") place = 2;
    else if (/^(filter|bind|optional|union|minus|values|where|graph|service|not|exists)$/i.test(token)) { place = 0; predicate = token; }
    else if (PATH_SIGNS.has(token) && place >= 1) place = 1;
    else {
      if (place === 0) subject = token;
      if (place === 1) predicate = token;
      place++;
    }
  }
  if (depth <= 0 || inExpression) return { position: "outside", subject: "" };
  if (place === 0) return { position: "subject", subject: "" };
  if (place === 1) return { position: "predicate", subject };
  const isClass = /^(a|rdf:type|<http:\/\/www\.w3\.org\/1999\/02\/22-rdf-syntax-ns#type>)$/.test(predicate);
  return { position: place > 2 ? "outside" : isClass ? "class" : "object", subject };
}

/** The classes that a text gives to a subject. */
function classesOf(text: string, subject: string, words: Words): Word[] {
  if (!subject) return [];
  const escaped = subject.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const found = [...text.matchAll(new RegExp(`${escaped}\\s+(?:a|rdf:type)\\s+([\\w:-]+)`, "g"))].map((one) => one[1]);
  return words.classes.filter((word) => found.includes(word.short));
}

/** Write a prefixed name, and declare its prefix at the head if it is not there. */
function insertion(short: string, iri: string, prefixes: Record<string, string>) {
  return (view: EditorView, _: Completion, from: number, to: number): void => {
    const prefix = short.split(":")[0] ?? "";
    const isShort = SAFE_LOCAL.test(short) && prefix in prefixes;
    const written = isShort ? short : `<${iri}>`;
    const text = view.state.doc.toString();
    const declared = new RegExp(`^\\s*PREFIX\\s+${prefix}:`, "im").test(text);
    const head = isShort && !declared ? `PREFIX ${prefix}: <${prefixes[prefix]}>\n` : "";
    view.dispatch({
      changes: [{ from: 0, insert: head }, { from, to, insert: `${written} ` }],
      selection: { anchor: from + head.length + written.length + 1 },
      userEvent: "input.complete",
    });
  };
}

export function completions(sources: Sources): CompletionSource {
  const { t } = sources;
  const number = new Intl.NumberFormat(sources.language);

  function option(word: Word, words: Words, kind: string, most: number, first: boolean): Completion {
    return {
      label: word.short,
      displayLabel: word.name ? `${word.short}  ${word.name}` : word.short,
      detail: `${kind} ${number.format(word.count)}`,
      type: kind === t("editor-class") ? "class" : "property",
      boost: Math.round((30 * Math.log(word.count + 1)) / Math.log(most + 2)) + (first ? 60 : 0),
      apply: insertion(word.short, word.iri, words.prefixes),
    };
  }

  function matching(word: Word, typed: string): boolean {
    const wanted = typed.toLowerCase();
    return word.short.toLowerCase().includes(wanted) || word.name.toLowerCase().includes(wanted);
  }

  function known(list: Word[], words: Words, kind: string, typed: string, first: Set<string>): Completion[] {
    const most = Math.max(1, ...list.map((word) => word.count));
    return list.filter((word) => matching(word, typed)).map((word) => option(word, words, kind, most, first.has(word.short)));
  }

  function prefixesFor(context: CompletionContext, words: Words): CompletionResult | null {
    const line = context.matchBefore(/PREFIX\s+[\w-]*/i);
    if (!line) return null;
    const typed = /[\w-]*$/.exec(line.text)?.[0] ?? "";
    const options = Object.entries(words.prefixes).map(([name, iri]) => ({
      label: name, detail: iri, type: "namespace", apply: `${name}: <${iri}>\n`,
    }));
    return { from: context.pos - typed.length, options, validFor: /^[\w-]*$/ };
  }

  function variablesFor(context: CompletionContext): CompletionResult | null {
    const typed = context.matchBefore(/[?$]\w*/);
    if (!typed) return null;
    const every = new Set(context.state.doc.toString().match(/[?$]\w+/g) ?? []);
    every.delete(typed.text);
    return { from: typed.from, options: [...every].map((label) => ({ label, type: "variable" })), validFor: /^[?$]\w*$/ };
  }

  async function thingsFor(typed: string, context: CompletionContext, words: Words): Promise<Completion[]> {
    const wanted = typed.includes(":") ? (typed.split(":")[1] ?? "") : typed;
    if (wanted.length < 2) return [];
    const stop = new AbortController();
    context.addEventListener("abort", () => stop.abort());
    const found = await sources.things(wanted, stop.signal).catch(() => []);
    return found.map((thing, index) => ({
      label: thing.short,
      displayLabel: thing.met === thing.name ? thing.name : `${thing.name} (${thing.met})`,
      detail: `${thing.kind} ${thing.short}`.trim(),
      type: "constant",
      boost: 20 - index,
      apply: insertion(thing.short, thing.iri, words.prefixes),
    }));
  }

  return async (context) => {
    const variables = variablesFor(context);
    if (variables) return variables;
    const words = await sources.words();
    const prefixes = prefixesFor(context, words);
    if (prefixes) return prefixes;
    const typed = context.matchBefore(WORD)?.text ?? "";
    const before = context.state.sliceDoc(0, context.pos - typed.length);
    if (/[<@^"']$/.test(before) || (!typed && !context.explicit)) return null;
    const { position, subject } = positionAfter(before);
    const options: Completion[] = [];
    if (position === "predicate") {
      const first = new Set(classesOf(before, subject, words).flatMap((word) => word.properties ?? []));
      options.push(...known(words.properties, words, t("editor-property"), typed, first));
      if (!typed || typed === "a") options.push({ label: "a", detail: "rdf:type", type: "keyword", boost: 90, apply: "a " });
    } else if (position === "class") {
      options.push(...known(words.classes, words, t("editor-class"), typed, new Set()));
    } else if (position === "object" || position === "subject") {
      options.push(...(await thingsFor(typed, context, words)));
    }
    if (position === "outside" || position === "subject") {
      const wanted = typed.toUpperCase();
      const fitting = KEYWORDS.filter((word) => word.startsWith(wanted));
      options.push(...fitting.map((label) => ({ label, type: "keyword", boost: -10, apply: `${label} ` })));
    }
    // The options fit already, by label or by name: nothing more is left out by spelling.
    return options.length ? { from: context.pos - typed.length, options, filter: false } : null;
  };
}
