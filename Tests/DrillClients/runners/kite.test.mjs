// A test of a client, as a suite has it. Its client sends everything again.
import assert from 'node:assert/strict'
import test from 'node:test'

async function create() {
  const headers = { authorization: `Bearer ${process.env.UNDERSTUDY_UNIFIED_TASKS_KEY}`, 'content-type': 'application/json' }
  const body = JSON.stringify({ model: 'openai/gpt-image-2', input: { prompt: 'a red kite' } })
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      return await (await fetch(`${process.env.UNDERSTUDY_UNIFIED_TASKS_BASE_URL}/v1/tasks`, { method: 'POST', headers, body })).json()
    } catch {
      continue
    }
  }
  throw new Error('no answer')
}

test('a task is accepted', async () => {
  assert.equal((await create()).data.status, 'pending')
})
