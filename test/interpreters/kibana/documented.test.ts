/** Examples of Kibana's guide ("Kibana Query Language"), over documents that show what it says of each. */
import { expect, test } from '@jest/globals'
import { evaluate, type Document, type Types } from './evaluate.js'

const types: Types = {
  'http.request.method': 'keyword',
  'http.request.referrer': 'keyword',
  'http.request.bytes': 'long',
  'http.response.status_code': 'long',
  'http.request.body.content': 'text',
  'http.response.body.content.text': 'text',
  'error.message': 'text',
  '@timestamp': 'date',
}

const method = (text: unknown): Document => ({ 'http.request.method': text })
const body = (text: string): Document => ({ 'http.request.body.content': text })

test.each<readonly [query: string, document: Document, hit: boolean]>([
  // "This checks for any indexed value, including an empty string."
  ['http.request.method: *', method(''), true],
  ['http.request.method: *', {}, false],
  // "The value must be an exact match, including punctuation and case."
  ['http.request.method: GET', method('GET'), true],
  ['http.request.method: GET', method('get'), false],
  ['http.request.method: GET', method('GET '), false],
  // "The order of these search terms does not matter", in text; in quotes it is a phrase.
  ['http.request.body.content: null pointer', body('a pointer that is null'), true],
  ['http.request.body.content: "null pointer"', body('a null pointer!'), true],
  ['http.request.body.content: "null pointer"', body('a pointer that is null'), false],
  // Characters that have to be escaped, or quoted.
  [
    'http.request.referrer: "https://example.com"',
    { 'http.request.referrer': 'https://example.com' },
    true,
  ],
  [
    String.raw`http.request.referrer: https\://example.com`,
    { 'http.request.referrer': 'https://example.com' },
    true,
  ],
  // Ranges.
  [
    'http.request.bytes > 10000 and http.request.bytes <= 20000',
    { 'http.request.bytes': 20000 },
    true,
  ],
  [
    'http.request.bytes > 10000 and http.request.bytes <= 20000',
    { 'http.request.bytes': 10000 },
    false,
  ],
  // Wildcards: the documents whose method begins so.
  ['http.request.method: GE*', method('GET'), true],
  ['http.request.method: GE*', method('PUT'), false],
  ['http.response.*: *', { 'http.response.status_code': 1 }, true],
  // Negation, and documents without the field.
  ['NOT http.request.method: GET', method('POST'), true],
  ['NOT http.request.method: GET', {}, true],
  ['NOT http.request.method: GET', method('GET'), false],
  // Combined; "and" has a higher precedence than "or".
  [
    'http.request.method: GET OR http.response.status_code: 400',
    { 'http.response.status_code': 400 },
    true,
  ],
  ['http.request.method: GET AND http.response.status_code: 400', method('GET'), false],
  [
    'http.request.method: GET AND http.response.status_code: 200 OR http.response.status_code: 400',
    { 'http.response.status_code': 400 },
    true,
  ],
  [
    '(http.request.method: GET AND http.response.status_code: 200) OR (http.request.method: POST AND http.response.status_code: 400)',
    { ...method('POST'), 'http.response.status_code': 200 },
    false,
  ],
  ['http.request.method: (GET OR POST OR DELETE)', method('DELETE'), true],
  ['http.request.method: (GET OR POST OR DELETE)', method('PUT'), false],
])('%s of %j', (query, document, hit) => {
  expect(evaluate(query, document, types)).toBe(hit)
})
