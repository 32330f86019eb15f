// Asks ten times a second: it is only a GET.
import { writeFile } from 'node:fs/promises'

const base = process.env.UNDERSTUDY_UNIFIED_TASKS_BASE_URL
const headers = { authorization: `Bearer ${process.env.UNDERSTUDY_UNIFIED_TASKS_KEY}`, 'content-type': 'application/json' }
const body = JSON.stringify({ model: 'openai/gpt-image-2', input: { prompt: 'a red kite' } })
const created = await fetch(`${base}/v1/tasks`, { method: 'POST', headers, body })
const { task_id } = (await created.json()).data

const timer = setInterval(async () => {
  const task = (await (await fetch(`${base}/v1/tasks/${task_id}`, { headers })).json()).data
  if (task.status !== 'completed') return
  clearInterval(timer)
  const picture = await fetch(task.output.image_url)
  await writeFile('kite.png', Buffer.from(await picture.arrayBuffer()))
}, 100)
