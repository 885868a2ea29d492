import { expect, test } from '@jest/globals'
import * as fc from '../../random.js'
import { networkRegex } from '../../../backends/regex/network.js'
import { inNetwork } from '../../interpreters/address.js'
import { toJavaScript } from '../../interpreters/regex/pcre.js'
import { parseCidr } from '../../../src/sigma/cidr.js'

function regexOf(text: string): string | undefined {
  const network = parseCidr(text)
  if (!('kind' in network)) throw new Error(`${text} is no network`)
  return networkRegex(network)
}

test.each([
  [
    '10.0.0.0/8',
    ['10.0.0.0', '10.255.1.9'],
    ['110.0.0.0', '11.0.0.0', '10.1.2', '10.256.0.0', '10.01.0.0'],
  ],
  ['172.16.0.0/12', ['172.16.0.1', '172.31.255.255'], ['172.15.0.1', '172.32.0.0', '172.160.0.0']],
  ['192.168.1.128/25', ['192.168.1.128', '192.168.1.255'], ['192.168.1.127']],
  ['0.0.0.0/0', ['1.2.3.4'], ['::1', 'x']],
  ['127.0.0.1/32', ['127.0.0.1'], ['127.0.0.10']],
  ['::1/128', ['::1'], ['::10', '2::1']],
  ['fe80::/10', ['fe80::1', 'FEBF:1::', 'feaf::a:b'], ['fec0::1', 'fe8::1', 'fe7f::1', 'afe80::1']],
  ['fc00::/7', ['fc00::1', 'fdff:1:2:3:4:5:6:7'], ['fe00::1', 'fc0::1']],
  [
    '2001:db8::/32',
    ['2001:db8::7', '2001:db8:1::'],
    ['2001:db9::7', '2001:db8', '2001:db8:', '2001:db8:12345::', '2001:db8:1:2:3:4:5:6:7'],
  ],
  ['2001:db8:1:2:3:4:5:1230/124', ['2001:db8:1:2:3:4:5:123f'], ['2001:db8:1:2:3:4:5:124f']],
  ['2001:0:5ef5::/48', ['2001:0:5ef5:1::1'], ['2001:0:5ef6:1::1']],
])('%s', (network, inside, outside) => {
  const regex = toJavaScript(`^${regexOf(network)}$`)
  expect([...inside, ...outside].filter((address) => regex.test(address))).toEqual(inside)
})

test.each([
  '::/0',
  '::/8',
  '2001:db8:0::/48',
  '64:ff9b::/96',
  '2001:0:0:1::/64',
  '2001:db8:0f00::/40',
])('%s has no one text', (network) => {
  expect(regexOf(network)).toBeUndefined()
})

const group = fc.constantFrom(0, 0, 0, 1, 0x12, 0xdb8, 0x2001, 0xfe80, 0xffff)
const groups = fc.array(group, { minLength: 8, maxLength: 8 })

/** As RFC 5952 writes it, which is how the URL standard does. */
const textOf = (address: readonly number[]): string =>
  new URL(`http://[${address.map((each) => each.toString(16)).join(':')}]`).hostname.slice(1, -1)

/** The groups with all bits behind a prefix taken from others. */
const inside = (network: readonly number[], prefix: number, others: readonly number[]): number[] =>
  network.map((each, index) => {
    const mask = (0xffff << Math.max(0, 16 - Math.max(0, prefix - 16 * index))) & 0xffff
    return (each & mask) | ((others[index] ?? 0) & ~mask & 0xffff)
  })

test('any network of version 6 that has a regex', () => {
  let said = 0
  fc.assert(
    fc.property(
      groups,
      fc.integer({ min: 1, max: 128 }),
      groups,
      fc.nat(12),
      (base, prefix, others, cut) => {
        const network = `${textOf(inside(base, prefix, [0, 0, 0, 0, 0, 0, 0, 0]))}/${prefix}`
        const source = regexOf(network)
        if (source === undefined) return
        said++
        const regex = toJavaScript(`^${source}$`)
        const address = textOf(inside(base, prefix, others))
        for (const text of [address, textOf(others), address.slice(0, -cut), `${address}:1`]) {
          expect([network, text, regex.test(text)]).toEqual([
            network,
            text,
            inNetwork(network, text) === true,
          ])
        }
      },
    ),
    { numRuns: 5_000 },
  )
  expect(said).toBeGreaterThan(1_000)
})
