import { expect, test } from '@jest/globals'
import { conditionOf } from './reading.js'

test.each([
  [
    '`sysmon` EventCode=10 a=b | stats count by Computer dest UserID Opcode c',
    '(EventCode=#10 & a=b & c exists)',
  ],
  [
    '`powershell` EventCode=4104 a=b | stats count by Computer user_id c',
    '(EventCode=#4104 & a=b & c exists)',
  ],
  ['`powershell` a=b | stats count by dest user_id', '(a=b & user_id exists)'],
  [
    '`wineventlog_security` EventCode=1102 | stats count by dest UserID Opcode',
    '(EventCode=#1102 & UserID exists & Opcode exists)',
  ],
  [
    'sourcetype="aws:cloudtrail" a=b | stats count by dest UserID',
    '(a=b & dest exists & UserID exists)',
  ],
])('%s asks for nothing that every event has', (search, condition) => {
  expect(conditionOf(search)).toBe(condition)
})
