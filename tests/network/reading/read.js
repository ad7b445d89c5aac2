// Reads a GEXF and a GraphML file with graphology and prints what it found as JSON.
import { readFileSync } from "node:fs";
import Graph from "graphology";
import gexf from "graphology-gexf";
import graphml from "graphology-graphml";

const [gexfPath, graphmlPath] = process.argv.slice(2);
const read = (reader, path) => reader.parse(Graph, readFileSync(path, "utf8")).export();
console.log(JSON.stringify({ gexf: read(gexf, gexfPath), graphml: read(graphml, graphmlPath) }));
