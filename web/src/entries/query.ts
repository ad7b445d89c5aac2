/** The page of the query editor. */
import "../editor/editor.css";
import { element, pageData } from "../editor/dom";
import { Editor, type PageData } from "../editor/editor";

new Editor(element("editor"), pageData<PageData>("editor-data"));
