// Repeats what only reads, and never a create: whoever started it is told that nobody knows whether it was accepted.
import { setTimeout as sleep } from 'node:timers/promises'
import { writeFile } from 'node:fs/promises'

const base = process.env.UNDERSTUDY_UNIFIED_TASKS_BASE_URL
const headers = { authorization: `Bearer ${process.env.UNDERSTUDY_UNIFIED_TASKS_KEY}`, 'content-type': 'application/json' }

async function read(path) {
  for (let attempt = 1; ; attempt++) {
    try {
      const answer = await fetch(base + path, { headers })
      if (!answer.ok) throw new Error(`status ${answer.status}`)
      return (await answer.json()).data
    } catch (error) {
      if (attempt === 3) throw error
      await sleep(300 * 2 ** attempt)
    }
  }
}

const body = JSON.stringify({ model: 'openai/gpt-image-2', input: { prompt: 'a red kite' } })
let created
try {
  created = await fetch(`${base}/v1/tasks`, { method: 'POST', headers, body })
} catch (error) {
  console.error(`Nobody knows whether the task was accepted (${error.cause?.code ?? error.message}). Look at the account before you try again.`)
  process.exit(1)
}
if (!created.ok) throw new Error(`status ${created.status}`)
let task = (await created.json()).data
while (task.status === 'pending' || task.status === 'processing') {
  await sleep(1000)
  task = await read(`/v1/tasks/${task.task_id}`)
}
const picture = await fetch(task.output.image_url)
if (!picture.ok) throw new Error(`status ${picture.status}`)
await writeFile('kite.png', Buffer.from(await picture.arrayBuffer()))
