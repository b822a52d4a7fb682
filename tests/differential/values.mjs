// Set-Cookie values to disagree about: a hand-written list, and as many more as are asked for.

const EPOCH = 'Expires=Thu, 01 Jan 1970 00:00:00 GMT';
const LATER = 'Expires=Fri, 31 Dec 2199 23:59:59 GMT';

/** Each of them was once a question. */
export const NASTY = [
    '', ' ', '\t', ';', ';;', '=', ' = ', '==', '=;', 'a', ' a ', 'a;', '=a', '=a=b', ' = a = b ',
    'a=', 'a==', 'a=b=c', ' a = b ', '\ta\t=\tb\t', 'a b=c d', 'a\tb=c\td', '"a=b"', 'a="b;c"',
    'a=b,c=d', 'a=b\x7f', 'a\x01=b', 'a=b; Path=\x02', 'a=b\v; Max-Age=0', 'a=b\r; Max-Age=0',
    'a=b; Max-Age=0\n', '\u00a0a=b', 'a\u2003=b', 'é=ü', 'a=b; \u00a0Max-Age=0',
    'a=b; Max-Age=0\u00a0', '\ufeffa=b', '-a=b', '--json', '[a]=b', '{"a":1}=b', "'a=b'", 'a\\=b',
    `a=${'x'.repeat(4095)}`, `a=${'x'.repeat(4096)}`, `${'n'.repeat(4096)}=`,
    `${'n'.repeat(4097)}`, `a=${'é'.repeat(2047)}x`, `a=${'é'.repeat(2048)}`,
    `a=b; Path=${'/'.repeat(5000)}; Max-Age=0`,
    'a=b; Max-Age=0', 'a=b;Max-Age=0', 'a=b;max-age=0', 'a=b; MAX-AGE = 0 ', 'a=b; Max-Age=-1',
    'a=b; Max-Age=-0', 'a=b; Max-Age=1', 'a=b; Max-Age=00', 'a=b; Max-Age=+1', 'a=b; Max-Age=',
    'a=b; Max-Age', 'a=b; Max-Age=-', 'a=b; Max-Age=--1', 'a=b; Max-Age="0"', 'a=b; Max-Age=0.5',
    'a=b; Max-Age=0x', 'a=b; Max-Age=1e3', 'a=b; Max-Age=0 1', 'a=b; Max-Age=99999999999999999999',
    'a=b; Max-Age=-99999999999999999999', `a=b; Max-Age=${'9'.repeat(400)}`,
    `a=b; Max-Age=-${'9'.repeat(400)}`, `a=b; Max-Age=${'0'.repeat(1024)}`,
    `a=b; Max-Age=${'0'.repeat(1025)}`, 'a=b; Max-Age=٠', 'a=b; Max-Age=0; Max-Age=1',
    'a=b; Max-Age=1; Max-Age=0', 'a=b; Max-Age=0; Max-Age=x', 'a=b; Max-Age=1; Max-Age=x',
    'a=b; Max-Age=x; Max-Age=0', 'a=b; Max Age=0', 'a=b; xMax-Age=0', 'a=b; =Max-Age=0',
    'a=b; Max-Age==0', 'a=b, Max-Age=0', 'Max-Age=0', 'Max-Age=0; Max-Age=0',
    `a=b; ${EPOCH}`, `a=b; ${LATER}`, `a=b; ${EPOCH}; ${LATER}`, `a=b; ${LATER}; ${EPOCH}`,
    `a=b; ${EPOCH}; Expires=never`, `a=b; ${EPOCH}; Expires=`, `a=b; ${EPOCH}; Max-Age=1`,
    `a=b; ${LATER}; Max-Age=0`, `a=b; Max-Age=0; ${LATER}`, `a=b; ${EPOCH}; Max-Age=x`,
    `a=; ${EPOCH}`, `=b; ${EPOCH}`, `b; ${EPOCH}`, `EXPIRES=1; ${EPOCH.toUpperCase()}`,
    'a=b; Expires=Thu, 01-Jan-70 00:00:00 GMT', 'a=b; Expires=Thu, 01-Jan-69 00:00:00 GMT',
    'a=b; Expires=Thu, 01-Jan-99 00:00:00 GMT', 'a=b; Expires=Thu Jan  1 00:00:00 1970',
    'a=b; Expires=1 Jan 1970 0:0:0', 'a=b; Expires=1970 Jan 1 0:0:0', 'a=b; Expires=0:0:0 1 Jan 70',
    'a=b; Expires=1/Jan/1970/0:0:0', 'a=b; Expires=01 January 1970 00:00:00',
    'a=b; Expires=1st Jan 1970th 00:00:00th', 'a=b; Expires=Thu, 01 Jan 1970 00:00:00 +0100',
    'a=b; Expires=Thu, 01 Jan 1970 24:00:00 GMT', 'a=b; Expires=Thu, 01 Jan 1970 00:60:00 GMT',
    'a=b; Expires=Thu, 01 Jan 1970 00:00:60 GMT', 'a=b; Expires=Thu, 32 Jan 1970 00:00:00 GMT',
    'a=b; Expires=Thu, 00 Jan 1970 00:00:00 GMT', 'a=b; Expires=Thu, 30 Feb 1970 00:00:00 GMT',
    'a=b; Expires=Thu, 29 Feb 1972 00:00:00 GMT', 'a=b; Expires=Thu, 31 Apr 1970 00:00:00 GMT',
    'a=b; Expires=Thu, 29 Feb 1900 00:00:00 GMT', 'a=b; Expires=Thu, 01 Jan 1600 00:00:00 GMT',
    'a=b; Expires=Thu, 01 Jan 1601 00:00:00 GMT', 'a=b; Expires=Thu, 01 Jan 970 00:00:00 GMT',
    'a=b; Expires=Thu, 01 Jan 19700 00:00:00 GMT', 'a=b; Expires=Thu, 001 Jan 1970 00:00:00 GMT',
    'a=b; Expires=Thu, 01 Foo 1970 00:00:00 GMT', 'a=b; Expires=Thu, 01 Jan 1970 00:00 GMT',
    'a=b; Expires=Thu, 01 Jan 1970 000:00:00 GMT', 'a=b; Expires=Thu, 01 Jan 1970 00:00:000 GMT',
    'a=b; Expires=Thu, 01 Jan 1970 1:2:3:4 GMT', 'a=b; Expires=Thu, 01 Jan 1970 1:2:3x4 GMT',
    'a=b; Expires="Thu, 01 Jan 1970 00:00:00 GMT"', 'a=b; Expires=0', 'a=b; Expires=-1',
    'a=b; Expires=1970-01-01T00:00:00Z', 'a=b; Expires=Thu, 01 Jan 9999 23:59:59 GMT',
    'a=b; Expires=Thu,\u00a001 Jan 1970 00:00:00 GMT', 'a=b; Expires=Thu\t01\tJan\t1970\t00:00:00',
    `a=b; Expires=${' '.repeat(1100)}01 Jan 1970 00:00:00`,
    `a=b; Expires=01 Jan 1970 00:00:00${' x'.repeat(600)}`,
];

/** A stream of numbers below 2^32 that the seed decides (Mulberry32). */
function random(seed) {
    let state = seed >>> 0;
    return () => {
        state = (state + 0x6d2b79f5) >>> 0;
        let mixed = Math.imul(state ^ (state >>> 15), state | 1);
        mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
        return (mixed ^ (mixed >>> 14)) >>> 0;
    };
}

const NAMES = ['_ga', 'a', 'A', '__Host-x', 'a b', 'a\tb', '', ' ', '"a"', 'é', '\u00a0n', 'x,y'];
const VALUES = ['', '1', 'GA1.1.2', '"q"', 'a=b', '{"a":true,"b":1}', ' x ', 'a b', 'a\tb', 'ü',
                '='];
const KEYS = ['Max-Age', 'max-age', 'MAX-AGE', 'Expires', 'expires', 'Path', 'Domain', 'Secure',
              'SameSite', 'Max-Age ', '\tExpires', 'MaxAge', ''];
const AGES = ['0', '1', '-1', '-0', '31536000', '', 'x', '0x', '+0', '1.5', '"0"', '000'];
const DAYS = ['Thu,', 'Thursday,', 'Thu', '', 'Mon'];
const MONTHS = ['Jan', 'feb', 'MAR', 'April', 'Juny', 'Dec', 'Xyz', '12', ''];
const YEARS = ['1970', '70', '99', '69', '1969', '1601', '1600', '2099', '9999', '199', '0', '00'];
const TIMES = ['00:00:00', '23:59:59', '24:00:00', '0:0:0', '1:2', '12:60:00', '1:2:3x', '1:2:3:4'];
const JOINTS = [' ', '-', '/', '  ', '\t', ',', '.', '_', 'T'];
const SEPARATORS = ['; ', ';', ' ; ', ';;', ';\t', ', '];
const NOISE = ['=', ';', ' ', '\t', '"', ',', ':', '-', '0', '9', 'a', '\u00a0', '\x7f', '\x1f',
               '\n', '\u2028', 'é', '%00', '\\'];

/** `count` values, always the same ones for a seed. */
export function* generated(seed, count) {
    const next = random(seed);
    const below = (limit) => next() % limit;
    const pick = (list) => list[below(list.length)];

    function date() {
        const parts = [pick(DAYS), String(below(34)).padStart(1 + below(2), '0'), pick(MONTHS),
                       pick(YEARS), pick(TIMES), pick(['GMT', 'UTC', '', '+0000'])];
        if (below(8) === 0) {
            parts.sort(() => below(3) - 1);
        }
        const joint = pick(JOINTS);
        return parts.join(below(3) === 0 ? joint : ' ');
    }

    function attribute() {
        const key = pick(KEYS);
        if (/expires/i.test(key)) {
            return `${key}=${date()}`;
        }
        return below(10) === 0 ? key : `${key}${pick(['=', ' = ', '='])}${pick(AGES)}`;
    }

    function mutate(value) {
        const letters = Array.from(value);
        for (let edits = below(3); edits > 0; --edits) {
            letters.splice(below(letters.length + 1), below(2), pick(NOISE));
        }
        return letters.join('');
    }

    for (let made = 0; made < count; ++made) {
        const parts = [below(8) === 0 ? pick(NAMES) : `${pick(NAMES)}=${pick(VALUES)}`];
        for (let more = below(5); more > 0; --more) {
            parts.push(attribute());
        }
        const value = parts.reduce((text, part) => text + pick(SEPARATORS) + part);
        yield below(4) === 0 ? mutate(value) : value;
    }
}
