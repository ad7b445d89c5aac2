// Follows IRIs with Comunica: from each document to the things that the next property names.
// Things live at the IRIs of BASE; the server mirrors them at its own address.
import { QueryEngine } from "@comunica/query-sparql";

const [base, address, start, ...properties] = process.argv.slice(2);
const engine = new QueryEngine();
let things = [start];
const hops = [];
for (const property of properties) {
  const found = new Set();
  for (const thing of things) {
    const stream = await engine.queryBindings(
      `SELECT ?next WHERE { <${thing}> <${property}> ?next }`,
      { sources: [{ type: "file", value: thing.replace(base, address) }] },
    );
    for (const row of await stream.toArray()) found.add(row.get("next").value);
  }
  things = [...found].sort();
  hops.push(things);
}
console.log(JSON.stringify(hops));
