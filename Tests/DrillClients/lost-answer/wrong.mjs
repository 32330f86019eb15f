// Takes every error of the network for "it did not get there".
import { setTimeout as sleep } from 'node:timers/promises'
import { writeFile } from 'node:fs/promises'

const base = process.env.UNDERSTUDY_UNIFIED_TASKS_BASE_URL
const headers = { authorization: `Bearer ${process.env.UNDERSTUDY_UNIFIED_TASKS_KEY}`, 'content-type': 'application/json' }

async function request(path, options = {}) {
  for (let attempt = 1; ; attempt++) {
    try {
      const answer = await fetch(base + path, { headers, ...options })
      if (!answer.ok) throw new Error(`status ${answer.status}`)
      return (await answer.json()).data
    } catch (error) {
      if (attempt === 3) throw error
      await sleep(300 * attempt)
    }
  }
}

const body = JSON.stringify({ model: 'openai/gpt-image-2', input: { prompt: 'a red kite' } })
let task = await request('/v1/tasks', { method: 'POST', body })
while (task.status === 'pending' || task.status === 'processing') {
  await sleep(1000)
  task = await request(`/v1/tasks/${task.task_id}`)
}
const picture = await fetch(task.output.image_url)
await writeFile('kite.png', Buffer.from(await picture.arrayBuffer()))
