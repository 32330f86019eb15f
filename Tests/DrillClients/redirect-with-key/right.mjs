// `fetch` drops `Authorization` when a redirect leads to another host, and no link to a file is given the key.
import { writeFile } from 'node:fs/promises'

const headers = { authorization: `Bearer ${process.env.UNDERSTUDY_GETIMG_KEY}`, 'content-type': 'application/json' }
const body = JSON.stringify({ model: 'seedream-5-lite', prompt: 'a red kite', output_format: 'png' })
const created = await fetch(`${process.env.UNDERSTUDY_GETIMG_BASE_URL}/v2/images/generations`, { method: 'POST', headers, body })
if (!created.ok) throw new Error(`status ${created.status}`)
const file = await fetch((await created.json()).data[0].url)
if (!file.ok) throw new Error(`status ${file.status}`)
await writeFile('kite.png', Buffer.from(await file.arrayBuffer()))
