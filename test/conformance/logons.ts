/** Random events of logons, most of which failed, for searches that count them. */
import * as fc from '../random.js'

const failed = fc.record(
  {
    EventID: fc.constantFrom(4625, 4625, 4625, 4624),
    TargetUserName: fc.constantFrom('x', 'y', 'z'),
    IpAddress: fc.constantFrom('10.0.0.1', '10.0.0.2'),
    WorkstationName: fc.constantFrom('a', 'b'),
    LogonType: fc.integer({ min: 1, max: 5 }),
  },
  { requiredKeys: ['EventID'] },
)
/** As Splunk calls the id of an event, and as Sentinel does. */
const eventOf = failed.map((event) => ({ ...event, EventCode: event.EventID }))
/** With times in seconds. */
export const logons = fc.array(
  fc.record({ time: fc.integer({ min: 0, max: 2400 }), event: eventOf }),
  {
    minLength: 6,
    maxLength: 24,
  },
)
