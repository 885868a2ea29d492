/** Windows events as XML. The only user of parse-xml, which knows no entities but XML's own: none can expand. */
import { parseXml, XmlElement, XmlText } from '@rgrove/parse-xml'

/** An element: its attributes with a `@`, its text as `#text`, its children by name, several as a list. */
export interface Element {
  readonly [name: string]: unknown
}

/** Parses a document. Throws an Error that says what is wrong. */
export const parseElement = (xml: string): Element => {
  const { root } = parseXml(xml)
  return root === null ? {} : { [localName(root)]: elementOf(root) }
}

function elementOf(element: XmlElement): Element {
  const children = element.children.filter((child) => child instanceof XmlElement)
  const names = new Set(children.map(localName))
  return {
    ...Object.fromEntries(
      Object.entries(element.attributes).map(([name, value]) => [`@${name}`, value]),
    ),
    ...(children.length === 0 ? { '#text': textOf(element) } : {}),
    ...Object.fromEntries(
      [...names].map((name) => {
        const same = children.filter((child) => localName(child) === name).map(elementOf)
        return [name, same.length === 1 ? same[0] : same]
      }),
    ),
  }
}

const textOf = ({ children }: XmlElement): string =>
  children.map((child) => (child instanceof XmlText ? child.text : '')).join('')

const localName = ({ name }: XmlElement): string => name.slice(name.indexOf(':') + 1)
