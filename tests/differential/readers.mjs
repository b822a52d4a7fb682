// What the two make of Set-Cookie values: `{malformed: true}`, or `name` (empty where there is
// none) and, for a cookie with a name, `deletion`.

import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

import {Cookie} from 'tough-cookie';

import {KNOWN} from './known.mjs';

const CALL = 400;   // values in one call of the binary; 128 KiB is the most one of them may have

const REGISTRY = {
    registry: 1,
    site: 'Differential',
    consent: {cookie: 'consent-of-the-test', settings_url: '/cookies'},
    enforcement: {unregistered: 'pass'},
    categories: [{id: 'essential', basis: 'essential', cookies: []}],
};

/** tough-cookie, as loosely as browsers read. */
export function theirs(value, now) {
    const cookie = Cookie.parse(value, {loose: true});
    if (!cookie) {
        return {malformed: true};
    }
    return reading(cookie.key, cookie.expiryTime() <= now.getTime());
}

/** What RFC 6265bis makes of it: tough-cookie's reading, but for the known differences. `known`
 * are those that the value is a case of. */
export function expected(value, now) {
    const known = KNOWN.filter(({reads, tame}) => (reads ?? tame)(value) !== undefined);
    const firm = known.find(({reads}) => reads);
    if (firm) {
        return {known, reading: firm.reads(value)};
    }
    const tamed = known.reduce((text, {tame}) => tame(text) ?? text, value);
    return {known, reading: theirs(tamed, now)};
}

/** `consent-proxy explain`, one reading a value. */
export function ours(values) {
    const folder = mkdtempSync(join(tmpdir(), 'consent-proxy-differential-'));
    try {
        const file = join(folder, 'registry.json');
        writeFileSync(file, JSON.stringify(REGISTRY));
        const readings = [];
        for (let begin = 0; begin < values.length; begin += CALL) {
            readings.push(...explain(file, values.slice(begin, begin + CALL)));
        }
        return readings;
    } finally {
        rmSync(folder, {recursive: true});
    }
}

function explain(registry, values) {
    const output = execFileSync(
        process.env.CONSENT_PROXY_BIN,
        ['explain', '--registry', registry, '--json',
         ...values.flatMap((value) => ['--set-cookie', value])],
        {encoding: 'utf8', maxBuffer: 1 << 26});
    const {cookies} = JSON.parse(output);
    assert.equal(cookies.length, values.length, 'one entry for each value');
    return cookies.map(({name, reason}) => {
        if (reason === 'malformed') {
            return {malformed: true};
        }
        assert.equal(reason === 'nameless', name === '', `the name ${name} is ${reason}`);
        return reading(name, reason === 'deletion');
    });
}

function reading(name, deletion) {
    return name === '' ? {name} : {name, deletion};
}
