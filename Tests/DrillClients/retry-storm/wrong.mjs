// Ten attempts, a tenth of a second apart.
import { setTimeout as sleep } from 'node:timers/promises'

const headers = { authorization: `Bearer ${process.env.UNDERSTUDY_OPENROUTER_KEY}`, 'content-type': 'application/json' }
const body = JSON.stringify({ model: 'google/gemini-2.5-flash-image', prompt: 'a red kite' })
let answer
for (let attempt = 0; attempt < 10; attempt++) {
  answer = await fetch(`${process.env.UNDERSTUDY_OPENROUTER_BASE_URL}/images`, { method: 'POST', headers, body })
  if (answer.ok) break
  await sleep(100)
}
console.log((await answer.json()).usage)
