/** The same query as a program of one's own: curl, Python, R. */
export interface Snippet {
  name: string;
  text: string;
}

function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** A Python or R literal: JSON's escapes are theirs too, within strings of double quotes. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\uffff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function pythonText(text: string): string {
  return text.includes('"""') || text.includes("\\") || !text.trim() || text.endsWith('"') ? pythonQuoted(text) : `"""\n${text.trim()}\n"""`;
}

function pythonQuoted(text: string): string {
  return quoted(text).replace(/\\u([d][89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})/g, (_, high: string, low: string) => {
    const code = (parseInt(high, 16) - 0xd800) * 0x400 + parseInt(low, 16) - 0xdc00 + 0x10000;
    return `\\U${code.toString(16).padStart(8, "0")}`;
  });
}

/** A text of R: what is not ASCII stands as a code point. */
function rText(text: string): string {
  const signs = [...text].map((sign) => {
    const code = sign.codePointAt(0) ?? 0;
    if (sign === "\\" || sign === '"') return `\\${sign}`;
    if (sign === "\n") return "\n";
    if (code < 32 || code === 127) return code ? `\\x${code.toString(16).padStart(2, "0")}` : "";
    return code < 127 ? sign : `\\U{${code.toString(16)}}`;
  });
  return `"${signs.join("")}"`;
}

export function snippets(query: string, origin: string, version: string | null, isTriples: boolean): Snippet[] {
  const text = query.trim();
  const media = isTriples ? "text/turtle" : "text/csv";
  const endpoint = `${origin}/sparql${version ? `?version=${version}` : ""}`;
  const result = isTriples
    ? 'setReturnFormat("turtle")\nprint(sparql.query().convert().decode())'
    : `setReturnFormat(JSON)
answer = sparql.query().convert()
for row in answer["results"]["bindings"]:
    print({name: cell["value"] for name, cell in row.items()})`;
  const opened = version ? `tl.open(version="${version}")` : "tl.open()";
  return [
    {
      name: "curl",
      text: `curl -sS ${shellQuoted(endpoint)} -H 'Accept: ${media}' \\\n  --data-urlencode ${shellQuoted(`query=${text}`)}\n`,
    },
    {
      name: "Python: SPARQLWrapper",
      text: `from SPARQLWrapper import JSON, POST, SPARQLWrapper

sparql = SPARQLWrapper("${endpoint}")
sparql.setMethod(POST)
sparql.setQuery(${pythonText(text)})
sparql.${result}
`,
    },
    {
      name: "Python: techland",
      text: `import techland as tl

with ${opened} as kg:
    answer = kg.query(${pythonText(text)})
    print(${isTriples ? "len(answer)" : "answer.to_pandas()"})
`,
    },
    {
      name: "R",
      text: isTriples
        ? `query <- ${rText(text)}
address <- paste0("${origin}/sparql?format=turtle${version ? `&version=${version}` : ""}&query=",
                  utils::URLencode(enc2utf8(query), reserved = TRUE))
writeLines(readLines(address, encoding = "UTF-8"))
`
        : `query <- ${rText(text)}
address <- paste0("${origin}/sparql?format=csv${version ? `&version=${version}` : ""}&query=",
                  utils::URLencode(enc2utf8(query), reserved = TRUE))
answer <- utils::read.csv(address, encoding = "UTF-8", check.names = FALSE)
print(answer)
`,
    },
  ];
}
