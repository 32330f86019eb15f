// Four attempts, with pauses that double.
import { setTimeout as sleep } from 'node:timers/promises'

const headers = { authorization: `Bearer ${process.env.UNDERSTUDY_OPENROUTER_KEY}`, 'content-type': 'application/json' }
const body = JSON.stringify({ model: 'google/gemini-2.5-flash-image', prompt: 'a red kite' })
for (let attempt = 0; attempt < 4; attempt++) {
  const answer = await fetch(`${process.env.UNDERSTUDY_OPENROUTER_BASE_URL}/images`, { method: 'POST', headers, body })
  if (answer.ok) {
    console.log((await answer.json()).usage)
    process.exit(0)
  }
  if (answer.status !== 503) throw new Error(`status ${answer.status}`)
  await sleep(400 * 2 ** attempt * (0.9 + 0.2 * Math.random()))
}
console.error('OpenRouter is out of service; four attempts are enough for now.')
process.exit(1)
