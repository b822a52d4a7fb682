import assert from 'node:assert/strict';
import test from 'node:test';

import {Visit} from './harness/visit.mjs';

// Every place where a script of `/news/deep/page` can have put a cookie, and some more.
async function plant(visit) {
    const url = new URL(visit.site.url);
    const domains = ['www.example.localhost', '.www.example.localhost', '.example.localhost'];
    const places = domains.flatMap(
        (domain) => ['/', '/news'].map((path) => ({domain, path})));
    const refused = ['_ga', '_ga_X', 'campaign_1_x'].flatMap(
        (name) => places.map((place) => ({name, value: '1', ...place})));
    await visit.context.addCookies([
        ...refused,
        {name: 'deep', value: '1', domain: url.hostname, path: '/news/deep'},
        {name: '__Secure-id', value: '1', domain: url.hostname, path: '/', secure: true},
        ...['SESSION', 'unknown'].map((name) => ({name, value: '1', url: url.href})),
    ]);
}

test('what is there and refused goes at the start of a page, wherever it is', async (t) => {
    const visit = await Visit.open(t, {pages: {'/none': {granted: 'essential'}}});
    await plant(visit);
    await visit.goto('/news/deep/page');
    assert.deepEqual(await visit.names(), ['SESSION', 'unknown']);
    assert.deepEqual(visit.complaints, []);
});

test('what is granted stays, and goes when it is withdrawn', async (t) => {
    const visit = await Visit.open(t, {pages: {'/news/deep/page': {granted: 'essential usage'}}});
    await plant(visit);
    await visit.goto('/news/deep/page');
    const kept = [...new Set(await visit.names())];
    assert.deepEqual(kept, ['SESSION', '__Secure-id', '_ga', '_ga_X', 'deep', 'unknown']);

    await visit.run(() => consentProxy.update(['essential']));
    assert.deepEqual(await visit.names(), ['SESSION', 'unknown']);
});

test('as far as the registry has cookies expire', async (t) => {
    const visit = await Visit.open(t);
    const left = async (config, path = '/news/deep/page') => {
        visit.site.config = {...visit.site.config, ...config};
        await visit.context.clearCookies();
        await plant(visit);
        await visit.goto(path);
        const cookies = await visit.context.cookies();
        return cookies.filter(({name}) => name === '_ga').map(({domain}) => domain).sort();
    };
    const parents = ['.example.localhost', '.www.example.localhost'];
    const everywhere = ['www.example.localhost', ...parents].flatMap((domain) => [domain, domain]);
    assert.deepEqual(await left({expire: 'none'}), everywhere.sort());
    assert.deepEqual(await left({expire: 'host'}),
                     parents.flatMap((domain) => [domain, domain]).sort());
    assert.deepEqual(await left({expire: 'domain'}), []);
    assert.deepEqual(await left({expireWhen: 'decided'}), everywhere);
    await visit.run(() => consentProxy.update(['essential']));
    assert.ok(!(await visit.names()).includes('_ga'));
});
