// Where tough-cookie is known to read a Set-Cookie field otherwise than RFC 6265bis (draft 22,
// section 5.6), which browsers follow and we do.
//
// `reads` says what the RFC makes of such a value; or `tame` rewrites the value to one which
// tough-cookie reads as the RFC reads the original. Both give undefined for every other value.

// From Latin-1: tough-cookie takes nothing above it for the non-digit that may end a number.
const PLACE_OF_TAB = '\u00a4';
const PLACE_OF_SPACE = '\u00a6';

/** A name as it stands in tamed values. */
export function tamedName(name) {
    return name.replaceAll('\t', PLACE_OF_TAB).replace(FOREIGN_SPACE, PLACE_OF_SPACE);
}

const CONTROL = /[\x00-\x08\x0a-\x1f\x7f]/;
const FOREIGN_SPACE = /[^\S\t\n\v\f\r ]/gu;

function bytes(text) {
    return Buffer.byteLength(text);
}

function trim(text) {
    return text.replace(/^[ \t]+|[ \t]+$/g, '');
}

// [name, value]; the name is empty where there is none.
function pairOf(value) {
    const pair = value.split(';', 1)[0];
    const equals = pair.indexOf('=');
    return [pair.slice(0, Math.max(equals, 0)), pair.slice(equals + 1)].map(trim);
}

// Leaves out the attributes that `drop(key, value)` says.
function without(value, drop) {
    const [pair, ...attributes] = value.split(';');
    const kept = attributes.filter((attribute) => {
        const equals = attribute.indexOf('=');
        return equals < 0 || !drop(trim(attribute.slice(0, equals)).toLowerCase(),
                                   trim(attribute.slice(equals + 1)));
    });
    return kept.length < attributes.length ? [pair, ...kept].join(';') : undefined;
}

export const KNOWN = [
    {
        what: 'a control byte',
        rule: '5.6: a %x00-08, %x0A-1F or %x7F anywhere in it, and all of it is ignored; '
            + 'tough-cookie cuts at NUL, LF and CR, and looks at name and value only',
        reads: (value) => (CONTROL.test(value) ? {malformed: true} : undefined),
    },
    {
        what: 'a long pair',
        rule: '5.6: more than 4096 octets of name and value, and all of it is ignored',
        reads: (value) => (bytes(pairOf(value).join('')) > 4096 ? {malformed: true} : undefined),
    },
    {
        what: 'nothing before the first =',
        rule: '5.6: the name is what stands before the first =, so it is empty; loose '
            + 'tough-cookie leaves that = out and looks for the next',
        reads: (value) => (trim(value).startsWith('=') ? {name: ''} : undefined),
    },
    {
        what: 'nothing at all',
        rule: '5.6: an empty pair has an empty name; tough-cookie says it is no cookie',
        reads: (value) => (trim(value.split(';', 1)[0]) === '' ? {name: ''} : undefined),
    },
    {
        what: 'a tab inside a name or value',
        rule: '5.6 lets it pass; tough-cookie takes it for a control byte',
        tame: (value) => {
            const [name, content] = pairOf(value);
            const tabbed = /\t/.test(name + content);
            const pair = value.split(';', 1)[0];
            const joined = pair.includes('=') ? `${name}=${content}` : content;
            return tabbed ? joined.replaceAll('\t', PLACE_OF_TAB) + value.slice(pair.length)
                          : undefined;
        },
    },
    {
        what: 'white space of other scripts',
        rule: '5.6 trims SP and HTAB; tough-cookie trims what Unicode calls a space',
        tame: (value) => (value.search(FOREIGN_SPACE) < 0
            ? undefined : value.replace(FOREIGN_SPACE, PLACE_OF_SPACE)),
    },
    {
        what: 'a long attribute',
        rule: '5.6: an attribute value of more than 1024 octets is ignored',
        tame: (value) => without(value, (key, content) => bytes(content) > 1024),
    },
];
