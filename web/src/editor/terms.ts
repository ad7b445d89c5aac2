/** RDF terms as SPARQL's TSV and N-Triples write them. */
export interface Term {
  kind: "iri" | "literal" | "blank" | "none";
  value: string;
  language?: string;
  datatype?: string;
}

const XSD = "http://www.w3.org/2001/XMLSchema#";
const NONE: Term = { kind: "none", value: "" };
const LITERAL = /^"((?:[^"\\]|\\.)*)"(?:@([A-Za-z0-9-]+)|\^\^<([^>]*)>)?$/s;
const ESCAPES: Record<string, string> = { t: "\t", n: "\n", r: "\r", b: "\b", f: "\f" };
const TRIPLE = /^(<[^>]*>|_:\S+)\s+(<[^>]*>)\s+(.*?)\s*\.\s*$/s;

function unescaped(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/gs, (_, four, eight, sign) =>
    four || eight ? String.fromCodePoint(parseInt(four ?? eight, 16)) : (ESCAPES[sign] ?? sign),
  );
}

/** A bare number or truth value, as Turtle and TSV shorten them. */
function bare(text: string): Term {
  const datatype = /^[+-]?\d+$/.test(text)
    ? "integer"
    : /^[+-]?\d*\.\d+$/.test(text)
      ? "decimal"
      : /^(true|false)$/.test(text)
        ? "boolean"
        : "double";
  return { kind: "literal", value: text, datatype: XSD + datatype };
}

export function parseTerm(text: string | undefined): Term {
  if (!text) return NONE;
  if (text.startsWith("<")) return { kind: "iri", value: unescaped(text.slice(1, -1)) };
  if (text.startsWith("_:")) return { kind: "blank", value: text };
  const literal = LITERAL.exec(text);
  if (!literal) return bare(text);
  const term: Term = { kind: "literal", value: unescaped(literal[1] ?? "") };
  if (literal[2]) term.language = literal[2];
  if (literal[3]) term.datatype = literal[3];
  return term;
}

/** The three terms of a line of N-Triples. */
export function cellsOfTriple(line: string): string[] {
  const found = TRIPLE.exec(line);
  return found ? [found[1] ?? "", found[2] ?? "", found[3] ?? ""] : [line];
}

export function isNumber(term: Term): boolean {
  return term.kind === "literal" && /#(integer|decimal|double|float|int|long|nonNegativeInteger)$/.test(term.datatype ?? "");
}

export function isDate(term: Term): boolean {
  return term.kind === "literal" && /#(date|dateTime|gYear|gYearMonth)$/.test(term.datatype ?? "");
}
