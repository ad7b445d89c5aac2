/** The text of the query: CodeMirror 6 with SPARQL's colours, completion and marks of errors. */
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab, temporarilySetTabFocusMode } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, indentOnInput, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { forceLinting, linter, lintGutter, type Diagnostic } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { EditorState, type Text as Doc } from "@codemirror/state";
import { drawSelection, EditorView, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { type Problem, wordsOf } from "./answer";
import { completions, type Sources } from "./completion";

export interface CodeOptions {
  text: string;
  label: string;
  nonce: string;
  sources: Sources;
  check: (text: string) => Promise<Problem | null>;
  told: (problem: Problem | null) => void;
  changed: (text: string) => void;
  run: () => void;
}

// The colours are the page's own: they change with light and dark.
const COLOURS = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--link)", fontWeight: "600" },
  { tag: [tags.variableName, tags.name, tags.local(tags.variableName)], color: "var(--de-text)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--string-text)" },
  { tag: tags.comment, color: "var(--muted)", fontStyle: "italic" },
  { tag: [tags.atom, tags.standard(tags.name)], color: "var(--both-text)" },
]);

/** Lines and columns count from 1, columns in characters; the editor counts UTF-16 units. */
export function offsetOf(doc: Doc, line: number, column: number): number {
  const found = doc.line(Math.min(Math.max(1, line), doc.lines));
  const before = [...found.text].slice(0, Math.max(0, column - 1)).join("");
  return Math.min(found.to, found.from + before.length);
}

function marked(doc: Doc, problem: Problem): Diagnostic {
  const from = problem.line && problem.column ? offsetOf(doc, problem.line, problem.column) : 0;
  const token = /^\S{1,60}/.exec(doc.sliceString(from, from + 60))?.[0] ?? "";
  const message = wordsOf(problem).lines.join(problem.told ? " " : ". ");
  return { from, to: Math.min(doc.length, from + Math.max(1, token.length)), severity: "error", message };
}

export class Code {
  readonly view: EditorView;
  private readonly options: CodeOptions;

  constructor(parent: HTMLElement, options: CodeOptions) {
    this.options = options;
    this.view = new EditorView({ parent, state: this.stateOf(options.text) });
  }

  private stateOf(text: string): EditorState {
    const { options } = this;
    const check = async (view: EditorView): Promise<Diagnostic[]> => {
      const doc = view.state.doc;
      const problem = doc.length ? await options.check(doc.toString()) : null;
      options.told(problem);
      return problem ? [marked(doc, problem)] : [];
    };
    const keys = [
      { key: "Mod-Enter", run: () => (options.run(), true), preventDefault: true },
      // Tab indents; after Escape it leaves the text, so that no keyboard is caught.
      { key: "Escape", run: temporarilySetTabFocusMode },
      ...closeBracketsKeymap, ...completionKeymap, ...searchKeymap, ...historyKeymap, ...defaultKeymap, indentWithTab,
    ];
    return EditorState.create({
      doc: text,
      extensions: [
        EditorView.cspNonce.of(options.nonce),
        EditorView.contentAttributes.of({ "aria-label": options.label, tabindex: "0" }),
        EditorView.lineWrapping,
        EditorView.updateListener.of((update) => update.docChanged && options.changed(update.state.doc.toString())),
        StreamLanguage.define(sparql), syntaxHighlighting(COLOURS),
        lineNumbers(), history(), drawSelection(), indentOnInput(), bracketMatching(), closeBrackets(), highlightSelectionMatches(),
        autocompletion({ override: [completions(options.sources)], icons: false, maxRenderedOptions: 60, interactionDelay: 0 }),
        linter(check, { delay: 350 }), lintGutter(),
        keymap.of(keys),
      ],
    });
  }

  /** Select from one place to another; both count UTF-16 units, as those of a field do. */
  select(anchor: number, head: number, scrollTop: number): void {
    this.view.dispatch({ selection: { anchor, head } });
    this.view.scrollDOM.scrollTop = scrollTop;
  }

  get text(): string {
    return this.view.state.doc.toString();
  }

  /** Put another text in; what was there can be had back by undoing. */
  set text(text: string) {
    this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: text }, selection: { anchor: 0 } });
  }

  /** Show where a query stopped being readable. */
  goTo(problem: Problem): void {
    if (problem.line && problem.column) {
      const anchor = offsetOf(this.view.state.doc, problem.line, problem.column);
      this.view.dispatch({ selection: { anchor }, scrollIntoView: true });
    }
    forceLinting(this.view);
  }
}
