// Two seconds between an answer and the next question, and a minute in all.
import { setTimeout as sleep } from 'node:timers/promises'
import { writeFile } from 'node:fs/promises'

const base = process.env.UNDERSTUDY_UNIFIED_TASKS_BASE_URL
const headers = { authorization: `Bearer ${process.env.UNDERSTUDY_UNIFIED_TASKS_KEY}`, 'content-type': 'application/json' }
const body = JSON.stringify({ model: 'openai/gpt-image-2', input: { prompt: 'a red kite' } })
const created = await fetch(`${base}/v1/tasks`, { method: 'POST', headers, body })
let task = (await created.json()).data

for (let attempt = 0; task.status === 'pending' || task.status === 'processing'; attempt++) {
  if (attempt === 30) throw new Error(`the task ${task.task_id} is not done after a minute`)
  await sleep(2000)
  task = (await (await fetch(`${base}/v1/tasks/${task.task_id}`, { headers })).json()).data
}
if (task.status !== 'completed') throw new Error(`the task failed: ${JSON.stringify(task)}`)
const picture = await fetch(task.output.image_url)
await writeFile('kite.png', Buffer.from(await picture.arrayBuffer()))
