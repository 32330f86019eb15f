// Follows redirects by hand, with the headers of the first request.
import http from 'node:http'
import { writeFileSync } from 'node:fs'

const key = process.env.UNDERSTUDY_GETIMG_KEY

function request(url, method, body, then) {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  const sent = http.request(url, { method, headers }, answer => {
    if (answer.headers.location) {
      answer.resume()
      return request(new URL(answer.headers.location, url), method, body, then)
    }
    const pieces = []
    answer.on('data', piece => pieces.push(piece))
    answer.on('end', () => then(Buffer.concat(pieces)))
  })
  sent.end(body)
}

const body = JSON.stringify({ model: 'seedream-5-lite', prompt: 'a red kite', output_format: 'png' })
request(`${process.env.UNDERSTUDY_GETIMG_BASE_URL}/v2/images/generations`, 'POST', body, answer => {
  request(JSON.parse(answer).data[0].url, 'GET', undefined, file => writeFileSync('kite.png', file))
})
