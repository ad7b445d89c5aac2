/** Ask a query and read its answer as it comes, line by line. */
import { cellsOfTriple, parseTerm, type Term } from "./terms";

export interface Problem {
  title: string;
  detail?: string;
  hint?: string;
  line?: number;
  column?: number;
  status: number;
  /** The words in the reader's language, where that is not English. */
  told?: { language: string; message: string; hint?: string };
}

/** What a reader is told of a problem, and in which language. */
export function wordsOf(problem: Problem): { lang: string; lines: string[] } {
  const { told } = problem;
  const lines = told ? [told.message, told.hint] : [problem.detail ?? problem.title, problem.hint];
  return { lang: told?.language ?? "en", lines: lines.filter((line) => line !== undefined) };
}

/** How an answer ended; only a `whole` one holds every row. */
export type End = "coming" | "whole" | "stopped" | "broken" | "cut" | "refused";

// So many rows are kept in the window; the download holds all.
export const MOST_KEPT = 1_000_000;
const MOST_CHARACTERS = 400_000_000;
const ROWS = "text/tab-separated-values";
const TRIPLES = "application/n-triples";

export class Answer {
  columns: string[] = [];
  lines: string[] = [];
  end: End = "coming";
  isTriples = false;
  truth: boolean | null = null;
  problem: Problem | null = null;
  seconds = 0;

  constructor(readonly query: string) {}

  get size(): number {
    return this.lines.length;
  }

  cells(row: number): string[] {
    const line = this.lines[row] ?? "";
    return this.isTriples ? cellsOfTriple(line) : line.split("\t");
  }

  terms(row: number): Term[] {
    const cells = this.cells(row);
    return this.columns.map((_, column) => parseTerm(cells[column]));
  }
}

export interface Asking {
  address: string;
  signal: AbortSignal;
  /** Called now and then while rows come. */
  progress: () => void;
  tripleColumns: string[];
}

export async function ask(query: string, asking: Asking): Promise<Answer> {
  const answer = new Answer(query);
  return fill(answer, asking, {
    method: "POST",
    headers: { "Content-Type": "application/sparql-query", Accept: `${ROWS}, ${TRIPLES}` },
    body: query,
  });
}

/** Read an answer from an address that needs no query, such as a route of the catalogue. */
export async function fill(answer: Answer, asking: Asking, request: RequestInit = {}): Promise<Answer> {
  const begun = performance.now();
  try {
    const response = await fetch(asking.address, { ...request, signal: asking.signal });
    if (!response.ok) {
      answer.problem = await problemOf(response);
      answer.end = "refused";
    } else {
      answer.isTriples = (response.headers.get("Content-Type") ?? "").startsWith(TRIPLES);
      if (answer.isTriples) answer.columns = asking.tripleColumns;
      await read(response, answer, asking);
    }
  } catch (error) {
    answer.end = asking.signal.aborted ? (answer.end === "cut" ? "cut" : "stopped") : "broken";
    if (answer.end === "broken" && !answer.size && !(error instanceof TypeError)) throw error;
  }
  answer.seconds = (performance.now() - begun) / 1000;
  return answer;
}

async function problemOf(response: Response): Promise<Problem> {
  try {
    return (await response.json()) as Problem;
  } catch {
    return { title: response.statusText, status: response.status };
  }
}

async function read(response: Response, answer: Answer, asking: Asking): Promise<void> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) return;
  let rest = "";
  let characters = 0;
  let told = performance.now();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    characters += value.length;
    const lines = (rest + value).split("\n");
    rest = lines.pop() ?? "";
    take(lines, answer);
    if (answer.size >= MOST_KEPT || characters > MOST_CHARACTERS) {
      answer.lines.length = Math.min(answer.size, MOST_KEPT);
      answer.end = "cut";
      await reader.cancel();
      return;
    }
    if (performance.now() - told > 120) {
      told = performance.now();
      asking.progress();
    }
  }
  if (rest) take([rest], answer);
  answer.end = "whole";
}

function take(lines: string[], answer: Answer): void {
  let first = 0;
  if (!answer.columns.length && answer.truth === null && lines.length) {
    const head = (lines[0] ?? "").trim();
    first = 1;
    if (head === "true" || head === "false") answer.truth = head === "true";
    else answer.columns = head.split("\t").map((name) => name.replace(/^[?$]/, ""));
  }
  const isOneColumn = answer.columns.length === 1;
  for (let index = first; index < lines.length; index++) {
    const line = (lines[index] ?? "").replace(/\r$/, "");
    // A row of one unbound variable is an empty line.
    if (line || (isOneColumn && !answer.isTriples)) answer.lines.push(line);
  }
}
