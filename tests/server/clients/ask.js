// Asks an endpoint every query of a JSON file and prints the solutions as JSON, term by term.
import { readFileSync } from "node:fs";
import { QueryEngine } from "@comunica/query-sparql";

const [endpoint, path] = process.argv.slice(2);
const engine = new QueryEngine();
const told = {};
for (const [name, query] of Object.entries(JSON.parse(readFileSync(path, "utf-8")))) {
  const stream = await engine.queryBindings(query, {
    sources: [{ type: "sparql", value: endpoint }],
  });
  told[name] = (await stream.toArray()).map((row) =>
    Object.fromEntries(
      [...row].map(([variable, term]) => [
        variable.value,
        {
          type: term.termType,
          value: term.value,
          language: term.language ?? "",
          datatype: term.datatype?.value ?? "",
        },
      ]),
    ),
  );
}
console.log(JSON.stringify(told));
