/** What `parse_xml` makes of a text, as far as events' data have it: elements, attributes and text. */

type Xml = string | null | { [name: string]: Xml | Xml[] }

const entities: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
}

const decoded = (text: string): string =>
  text.replace(
    /&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi,
    (whole, hex?: string, code?: string, name?: string) =>
      hex !== undefined
        ? String.fromCodePoint(Number.parseInt(hex, 16))
        : code !== undefined
          ? String.fromCodePoint(Number(code))
          : (entities[name!] ?? whole),
  )

/**
 * Attributes become `@name`, text beside attributes `#text`, elements of one name a list; an element with text alone
 * is that text, one with nothing null. Null where the text is no XML.
 */
export function parseXml(text: string): unknown {
  const token =
    /<([\w.:-]+)((?:\s+[\w.:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|<\/([\w.:-]+)\s*>|([^<]+)/y
  const root: { name: string; value: Record<string, Xml | Xml[]>; text: string } = {
    name: '',
    value: {},
    text: '',
  }
  const open = [root]
  const close = (): void => {
    const { name, value, text: inner } = open.pop()!
    const names = Object.keys(value)
    // White space between elements is no text; of an element without any, the documentation does not say so.
    const isBetween = inner.trim() === '' && names.some((each) => !each.startsWith('@'))
    const content = isBetween ? '' : decoded(inner)
    const parent = open.at(-1)!.value
    const isPlain = names.length === 0
    const isEmpty = content === ''
    const item: Xml = isPlain
      ? isEmpty
        ? null
        : content
      : isEmpty
        ? value
        : { ...value, '#text': content }
    const before = parent[name]
    parent[name] =
      before === undefined ? item : Array.isArray(before) ? [...before, item] : [before, item]
  }
  while (token.lastIndex < text.length) {
    const match = token.exec(text)
    if (match === null) return null
    const [, start, attributes, empty, end, words] = match
    if (start !== undefined) {
      const value: Record<string, Xml> = {}
      for (const [, name, double, single] of attributes!.matchAll(
        /([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g,
      )) {
        value[`@${name}`] = decoded(double ?? single ?? '')
      }
      open.push({ name: start, value, text: '' })
      if (empty === '/') close()
    } else if (end !== undefined) {
      if (open.length < 2 || open.at(-1)!.name !== end) return null
      close()
    } else if (open.length > 1) open.at(-1)!.text += words
    else if (words!.trim() !== '') return null
  }
  return open.length === 1 && Object.keys(root.value).length > 0 ? root.value : null
}
