import { expect, test } from '@jest/globals'
import { windowOf } from '../../src/splunk/schedule.js'

test.each([
  ['-70m@m', '-10m@m', 3600],
  ['-1450m@m', '-10m@m', 86_400],
  ['-24h', 'now', 86_400],
  ['-1h', 'now()', 3600],
  ['-h', 'now', 3600],
  ['-2hours', '-1hour', 3600],
  ['-7d@d', '@d', 604_800],
  ['-1w', '+1d', 691_200],
  // How long it is depends on when it is run.
  ['-24h@h', 'now', undefined],
  ['-90m@h', '-30m@m', undefined],
  ['-90m@h', '-60m@h', undefined],
  ['-1mon', 'now', undefined],
  ['0', 'now', undefined],
  ['rt-5m', 'rt', undefined],
  ['', '', undefined],
  ['now', '-5m', undefined],
  ['-99999999999d', 'now', undefined],
])('from %s to %s', (earliest, latest, window) => {
  expect(windowOf(earliest, latest)).toBe(window)
})
