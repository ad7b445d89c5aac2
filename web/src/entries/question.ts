/** The page of a question: its answer drawn as the query's header says. */
import "../editor/editor.css";
import { Answer, fill } from "../editor/answer";
import { button, element, pageData } from "../editor/dom";
import { texts } from "../editor/messages";
import { Names } from "../editor/names";
import { PicturePanel } from "../editor/picture_panel";
import { Server } from "../editor/server";
import { likeliest, shapeOf, type Told, type View } from "../editor/shape";
import { memory } from "../editor/window_memory";

interface QuestionData {
  chart: Told;
  answer: string;
  text: string;
  language: string;
  messages: string;
}

const data = pageData<QuestionData>("question-data");
const t = texts(data.language, data.messages);
const version = new URLSearchParams(location.search).get("version");
const server = new Server(version, data.language);
const names = new Names(server.address, () => ({}), () => undefined);
const figure = element("drawing");
// What draws is thirty times as large as the page: it comes when it is first wanted, and then at
// once as long as the window is open.
const DRAWN = "techland.drawn";

async function draw(): Promise<void> {
  const answer = await fill(new Answer(data.text), {
    address: data.answer,
    signal: new AbortController().signal,
    progress: () => undefined,
    tripleColumns: [],
  });
  if (answer.end !== "whole" || !answer.size) return;
  const view = likeliest(shapeOf(answer), data.chart);
  if (view === "table") return;
  figure.hidden = false;
  if (memory?.getItem(DRAWN)) {
    await show(answer, view);
    return;
  }
  const ask = button(t("editor-draw", { kind: t(`editor-view-${view}`) }), () => {
    memory?.setItem(DRAWN, "yes");
    void show(answer, view);
  });
  figure.append(ask);
}

async function show(answer: Answer, view: Exclude<View, "table">): Promise<void> {
  const panel = new PicturePanel({
    t, names, seats: server.seats,
    mapAddress: (query) => server.address("/map", { query }),
    changed: () => void panel.draw(view, answer, data.chart),
  });
  figure.replaceChildren(panel.element);
  await panel.draw(view, answer, data.chart);
}

void draw();
