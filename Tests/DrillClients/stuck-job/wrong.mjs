// Waits for `completed`, however long it takes.
import { setTimeout as sleep } from 'node:timers/promises'
import { writeFile } from 'node:fs/promises'

const base = process.env.UNDERSTUDY_UNIFIED_TASKS_BASE_URL
const headers = { authorization: `Bearer ${process.env.UNDERSTUDY_UNIFIED_TASKS_KEY}`, 'content-type': 'application/json' }
const body = JSON.stringify({ model: 'openai/gpt-image-2', input: { prompt: 'a red kite' } })
let task = (await (await fetch(`${base}/v1/tasks`, { method: 'POST', headers, body })).json()).data
while (task.status !== 'completed') {
  await sleep(1000)
  task = (await (await fetch(`${base}/v1/tasks/${task.task_id}`, { headers })).json()).data
}
const picture = await fetch(task.output.image_url)
await writeFile('kite.png', Buffer.from(await picture.arrayBuffer()))
