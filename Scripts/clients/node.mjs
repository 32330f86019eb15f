// Sends requests by a client of Node, `fetch` or `http`, as the script `client-table` asks on standard input: a JSON document a line,
// and one back.
import http from "node:http"
import readline from "node:readline"

let agent = new http.Agent({ keepAlive: true })

function read(ask, status, text) {
  if (!ask.parse) return { outcome: String(status), document: null }
  try {
    return { outcome: String(status), document: JSON.parse(text) }
  } catch (error) {
    return { outcome: `${status}, ${kind(error)}`, document: null }
  }
}

async function byFetch(ask) {
  const answer = await fetch(ask.url, {
    method: ask.method, headers: ask.headers, body: ask.body ?? undefined, signal: AbortSignal.timeout(ask.timeout * 1000),
  })
  return read(ask, answer.status, await answer.text())
}

function byHTTP(ask) {
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(ask.timeout * 1000)
    const headers = { ...ask.headers }
    if (ask.body) headers["Content-Length"] = Buffer.byteLength(ask.body)
    const request = http.request(ask.url, { method: ask.method, headers, agent, signal }, (answer) => {
      const pieces = []
      answer.on("data", (piece) => pieces.push(piece))
      answer.on("error", reject)
      answer.on("end", () => {
        resolve(read(ask, answer.statusCode, Buffer.concat(pieces).toString()))
      })
    })
    request.on("error", reject)
    request.end(ask.body ?? undefined)
  })
}

// The name of the error, and the code of what is at the bottom of it.
function kind(error) {
  let inner = error
  while (inner.cause instanceof Error) inner = inner.cause
  const code = typeof inner.code === "string" ? inner.code : inner === error ? null : inner.name === "Error" ? inner.message : inner.name
  return code ? `${error.name} (${code})` : error.name
}

const send = process.argv[2] === "fetch" ? byFetch : byHTTP
for await (const line of readline.createInterface({ input: process.stdin })) {
  const ask = JSON.parse(line)
  let said = {}
  if (ask.begin) {
    agent.destroy()
    agent = new http.Agent({ keepAlive: true })
  } else {
    try {
      said = await send(ask)
    } catch (error) {
      said = { outcome: kind(error), document: null }
    }
  }
  console.log(JSON.stringify(said))
}
