// Pages with a Content-Security-Policy: the banner shows, looks as it should and works, and the
// page complains of nothing. What a policy forbade before it forbids still.

import assert from 'node:assert/strict';
import test from 'node:test';

import {legacyPage} from './harness/legacy_site.mjs';
import {granting, LegacyStage} from './harness/legacy_stage.mjs';

const POLICIES = {
    'strict': ["default-src 'none'; style-src 'self'"],
    'none at all': ["default-src 'none'"],
    'none of each': ["default-src 'none'; script-src 'none'; style-src 'none'; " +
                     "connect-src 'none'; form-action 'none'; " +
                     "base-uri 'none'; frame-ancestors 'none'"],
    'elements': ["script-src-elem 'none'; style-src-elem 'none'; form-action 'self'"],
    'nonce, strict-dynamic': ["script-src 'nonce-x' 'strict-dynamic'; object-src 'none'"],
    'strict-dynamic, hash': ["script-src 'strict-dynamic' " +
                             "'sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='"],
    'form-action': ["script-src 'self'; form-action 'none'"],
    'elsewhere alone': ["default-src https://cdn.example; form-action https://pay.example"],
    'trusted types': ["require-trusted-types-for 'script'"],
    'trusted types of a name': ["require-trusted-types-for 'script'; trusted-types site"],
    'trusted types, none': ["require-trusted-types-for 'script'; trusted-types 'none'"],
    'two fields': ["default-src 'self'", "default-src 'none'; style-src 'self'"],
    'two in one field': ["default-src 'self', script-src 'nonce-y'; style-src 'none'"],
    'two with nonces': ["script-src 'nonce-x' 'strict-dynamic'",
                        "script-src 'nonce-y' 'strict-dynamic'"],
};

const BACKGROUND = {govuk: 'rgb(243, 242, 241)', plain: 'rgb(255, 255, 255)'};

async function openWithPolicy(t, fields, {script, style = 'govuk', head = ''}) {
    const stage = await LegacyStage.open(t, {script, registry: {pages: {style}}, site: {
        '/page': {headers: {'Content-Security-Policy': fields}, body: legacyPage({head})}}});
    if (script) {
        await stage.context.addInitScript(() => {
            globalThis.violations = [];
            document.addEventListener('securitypolicyviolation', (event) => {
                globalThis.violations.push(`${event.violatedDirective} ${event.blockedURI}`);
            });
        });
    }
    await stage.visit('/page');
    return stage;
}

async function assertStyled(stage, style) {
    assert.equal(await stage.banner().evaluate(
        (element) => getComputedStyle(element).backgroundColor), BACKGROUND[style]);
    assert.equal(await stage.banner().evaluate(
        (element) => getComputedStyle(element).zIndex), '2147483647');
}

// Without script there is nothing to forbid but the style sheet and the form.
const PLAIN = ['strict', 'none of each', 'elements', 'form-action', 'two fields'];

for (const script of [true, false]) {
    for (const [name, fields] of Object.entries(POLICIES).filter(
        ([one]) => script || PLAIN.includes(one))) {
        const style = name === 'strict' ? 'plain' : 'govuk';
        test(`policy ${name} (${script ? 'with' : 'without'} script): the banner works`,
             async (t) => {
            const stage = await openWithPolicy(t, fields, {script, style});
            await assertStyled(stage, style);
            if (script) {
                await stage.page.evaluate(() => { globalThis.here = true; });
            }
            await stage.choose('Accept additional cookies');
            assert.deepEqual((await stage.state()).policy,
                             granting('settings', 'usage', 'campaigns'));
            await assertStyled(stage, style);
            if (script) {
                assert.equal(await stage.page.evaluate(() => globalThis.here), true);
                assert.equal(await stage.page.evaluate(() => typeof globalThis.consentProxy),
                             'object');
                assert.deepEqual(await stage.page.evaluate(() => globalThis.violations), []);
            }
            assert.deepEqual(stage.complaints, []);
        });
    }
}

test('a policy in the markup, behind what the proxy puts there', async (t) => {
    const stage = await openWithPolicy(t, [], {script: true, head: `
<meta http-equiv="Content-Security-Policy" content="default-src 'self'; form-action 'self'">`});
    await assertStyled(stage, 'govuk');
    await stage.choose('Accept additional cookies');
});

test('what a policy forbids the page it forbids still', async (t) => {
    const stage = await openWithPolicy(t, ["default-src 'none'; style-src 'self'"], {
        script: true, head: '<script>globalThis.inline = true;</script><script src="/site.js">' +
                            '</script><img src="/own.gif" alt="">'});
    assert.equal(await stage.page.evaluate(() => globalThis.inline), undefined);
    assert.deepEqual(await stage.page.evaluate(() => globalThis.violations.map(
        (text) => text.replace(/http:.*(?=\/)/, ''))),
                     ['script-src-elem inline', 'script-src-elem /site.js', 'img-src /own.gif']);
    assert.equal(stage.site.count('/site.js') + stage.site.count('/own.gif'), 0);
});

test('a report-only policy is left as it is', async (t) => {
    const stage = await LegacyStage.open(t, {site: {'/page': {
        headers: {'Content-Security-Policy-Report-Only': "default-src 'none'"},
        body: legacyPage()}}});
    const response = await stage.visit('/page');
    assert.equal(response.headers()['content-security-policy-report-only'], "default-src 'none'");
    await stage.choose('Reject additional cookies');
});

test('trusted types: what was held in the markup runs once granted, or with the next page',
     async (t) => {
    const site = {};
    const stage = await LegacyStage.open(t, {site, registry: {
        third_parties: [{host: '*.videos.localhost', category: 'usage'}]}});
    site['/page'] = {headers: {'Content-Security-Policy': "require-trusted-types-for 'script'"},
                     body: legacyPage({body: '<script src="http://a.videos.localhost:' +
                                             `${stage.site.port}/x.js"></script>`})};
    await stage.visit('/page');
    await stage.choose('Accept additional cookies');
    await stage.page.waitForFunction(
        () => document.querySelector('script[src*="videos"]:not([data-consent-category])'));
    assert.deepEqual(stage.complaints.filter((text) => !text.includes('ERR_CONNECTION')), []);
});
