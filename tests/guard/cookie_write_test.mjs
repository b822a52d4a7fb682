import assert from 'node:assert/strict';
import test from 'node:test';

import {barePage} from './harness/bare_page.mjs';
import {Visit} from './harness/visit.mjs';

const PAST = 'Thu, 01 Jan 1970 00:00:00 GMT';
const LATER = 'Fri, 31 Dec 2199 23:59:59 GMT';

// Attributes behind a refused name: does the cookie that is there go?
const ATTRIBUTES = [
    ['', false],
    ['; Max-Age=0', true],
    ['; max-age=-1', true],
    ['; MAX-AGE = 0 ', true],
    ['; Max-Age=1', false],
    ['; Max-Age=60; Max-Age=0', true],
    ['; Max-Age=0; Max-Age=60', false],
    ['; Max-Age=0; Max-Age=soon', false],   // browsers differ
    [`; Expires=${PAST}`, true],
    [`; expires=${LATER}`, false],
    ['; Expires=Thursday, 01-Jan-70 00:00:00 GMT', true],
    ['; Expires=Thu Jan  1 00:00:00 1970', true],
    ['; Expires=01 Jan 60 00:00:00 GMT', false],   // 2060
    ['; Expires=31 Feb 1970 00:00:00 GMT', false],
    ['; Expires=01 Jan 1970 00:00:00x GMT', false],   // browsers differ
    ['; Expires=yesterday', false],
    ['; Expires=0', false],
    [`; Expires=${PAST}; Max-Age=60`, false],
    [`; Expires=${LATER}; Max-Age=0`, true],
    [`; Expires=${PAST}; Max-Age=`, true],
    [`; Expires=${PAST}; Expires=${LATER}`, false],
    [`; Expires=${LATER}; Expires=${PAST}`, true],
    [`; Max-Age=60; Max-Age=soon; Expires=${PAST}`, false],   // browsers differ
    ['; xMax-Age=0', false],
    [', Max-Age=0', false],
];

const WRITES = [
    // text, what is granted, the name that is kept
    ['SESSION=1', '', 'SESSION'],
    ['  SESSION\t=1; path=/', '', 'SESSION'],
    ['session=1', '', null],   // names are case-sensitive
    ['_ga=1', '', null],
    ['_ga=1', 'usage', '_ga'],
    ['_ga =1', '', null],
    ['\t_ga=1', '', null],
    ['_gab=1', '', null],   // in no registry
    ['_ga_=1', 'usage', '_ga_'],   // `*` may be nothing
    ['_ga_X=1', '', null],
    ['_ga_X=1', 'campaigns', null],
    ['_ga_X=1', 'usage', '_ga_X'],
    ['_ga_special=1', '', '_ga_special'],   // exact before pattern
    ['campaign_1_x=1', 'usage', null],
    ['campaign_1_x=1', 'campaigns', 'campaign_1_x'],
    ['campaign_x=1', 'campaigns', null],   // the two ends may not share a byte
    ['cookies_policy_notice=saved', '', 'cookies_policy_notice'],
    ['unknown=1', 'usage campaigns', null],
    ['SESSION', '', null],   // nameless: the text is a value
    ['=SESSION=1', '', null],
    ['=_ga=1', 'usage', null],
    ['SESSION=1\n', '', null],
    ['_ga\0=1', 'usage', null],
    ['', '', null],
    ['SESSION=_ga=1', '', 'SESSION'],
];

async function writes(visit, text) {
    await visit.run((value) => { document.cookie = value; }, text);
    const names = await visit.names();
    await visit.context.clearCookies();
    return names;
}

test('a script writes what the policy allows, and nothing else', async (t) => {
    const pages = Object.fromEntries(['', 'usage', 'campaigns', 'usage campaigns'].map(
        (granted) => [`/${granted.replace(' ', '-')}`, {granted: `essential ${granted}`}]));
    const visit = await Visit.open(t, {pages});
    let open;
    for (const [text, granted, kept] of [...WRITES].sort((a, b) => (a[1] < b[1] ? -1 : 1))) {
        if (open !== granted) {
            await visit.goto(`/${granted.replace(' ', '-')}`);
            open = granted;
        }
        assert.deepEqual(await writes(visit, text), kept === null ? [] : [kept],
                         `${JSON.stringify(text)} with ${granted}`);
    }
    assert.deepEqual(visit.complaints, []);
});

test('unregistered cookies pass where the registry lets them', async (t) => {
    const visit = await Visit.open(t, {config: {unregistered: 'pass'}});
    await visit.goto('/');
    for (const [text, kept] of [['unknown=1', 'unknown'], ['flag', ''], ['=flag', ''],
                                ['=a=b', null], ['_ga=1', null]]) {
        assert.deepEqual(await writes(visit, text), kept === null ? [] : [kept], text);
    }
});

// Old browsers read these as cookies.
test('what a browser should ignore does not get as far', () => {
    const strict = barePage();
    const lax = barePage({unregistered: 'pass'});
    for (const write of [strict, lax]) {
        for (const text of ['SESSION=1\n', 'SESSION\0=1', '\rSESSION=1', 'SESSION=1; \x7f', '=a=b',
                            ' = _ga = 1']) {
            assert.equal(write(text), false, JSON.stringify(text));
        }
        assert.equal(write('SESSION=1\t; path=/'), true);
    }
    assert.deepEqual([strict('flag'), lax('flag'), lax('=flag'), strict('')],
                     [false, true, true, false]);
});

test('deletions pass, and nothing that only looks like one', async (t) => {
    const visit = await Visit.open(t);
    await visit.goto('/');
    for (const name of ['_ga', 'unknown']) {
        for (const [attributes, deletes] of ATTRIBUTES) {
            await visit.context.addCookies([{name, value: 'old', url: visit.site.url}]);
            await visit.run((text) => { document.cookie = text; }, `${name}=new${attributes}`);
            const found = (await visit.context.cookies()).map(({value}) => value);
            assert.deepEqual(found, deletes ? [] : ['old'], name + attributes);
            await visit.context.clearCookies();
        }
    }
});

test('cookieStore writes the same, in both forms', async (t) => {
    const visit = await Visit.open(t, {pages: {'/all': {granted: 'essential usage'}}});
    const set = (...write) => visit.run((args) => cookieStore.set(...args), write);
    for (const [path, kept] of [['/', ['SESSION', 'cookies_policy_notice']],
                                ['/all', ['SESSION', '_ga', '_ga_X', 'cookies_policy_notice']]]) {
        await visit.goto(path);
        for (const name of ['SESSION', '_ga', 'unknown', 'cookies_policy_notice']) {
            assert.equal(await set(name, '1'), undefined);
        }
        assert.equal(await set({name: '_ga_X', value: '1', expires: Date.now() + 60_000}),
                     undefined);
        assert.deepEqual(await visit.names(), kept);
    }
    await visit.goto('/');
    await visit.context.addCookies([{name: 'unknown', value: '1', url: visit.site.url}]);
    await set({name: 'unknown', value: '1', expires: Date.now() - 60_000});
    await set('', 'a=b');
    assert.ok(!(await visit.names()).includes('unknown'));
    assert.deepEqual(visit.complaints, []);
});

test('reading is left to the browser', async (t) => {
    const visit = await Visit.open(t);
    await visit.goto('/');
    const read = await visit.run(() => {
        document.cookie = 'SESSION=1';
        const {configurable, enumerable, get} = Object.getOwnPropertyDescriptor(
            Document.prototype, 'cookie');
        return {cookie: document.cookie, configurable, enumerable,
                native: /\[native code\]/.test(get)};
    });
    assert.deepEqual(read, {cookie: 'SESSION=1', configurable: true, enumerable: true,
                            native: true});
});
