// A plain page of sigma.js: the network as graphology's JSON, sigma's defaults, given places.
import Graph from "graphology";
import Sigma from "sigma";

const answer = await_json();

async function await_json() {
  return (await fetch("network.json")).json();
}

answer.then((told) => {
  const graph = new Graph();
  graph.import(told);
  const renderer = new Sigma(graph, document.getElementById("stage"));
  renderer.on("enterNode", () => (window.hovered = true));
  window.spot = () => {
    const sizes = graph.mapNodes((node, { size }) => [size, node]);
    const [, node] = sizes.reduce((a, b) => (b[0] > a[0] ? b : a));
    const { x, y } = renderer.graphToViewport(graph.getNodeAttributes(node));
    return [x, y];
  };
  requestAnimationFrame(() => (window.first = performance.now()));
  window.step = () => {
    graph.forEachEdge((edge, { across }) => graph.setEdgeAttribute(edge, "hidden", !across));
    renderer.refresh();
  };
});
