import assert from 'node:assert/strict';
import test from 'node:test';

import {Visit} from './harness/visit.mjs';

const STRICT = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; " +
               "form-action 'self'; img-src data:; require-trusted-types-for 'script'";

test('a strict Content-Security-Policy with Trusted Types has nothing to say', async (t) => {
    const visit = await Visit.withThirdParties(t);
    visit.site.pages['/page'] = {banner: true, headers: {'Content-Security-Policy': STRICT}};
    await visit.goto('/page');
    await visit.page.getByRole('button', {name: 'Accept'}).click();
    await visit.page.locator('.consent-proxy-accepted').waitFor();
    await visit.page.getByRole('button', {name: 'Hide'}).click();
    await visit.page.locator('#consent-proxy-banner').waitFor({state: 'hidden'});
    await visit.run(() => consentProxy.update(['essential']));
    assert.deepEqual(visit.complaints, []);
});

// With what scripts of such a page give to the browser: objects of a policy of their own.
test('with Trusted Types tags are held and restored as without', async (t) => {
    const visit = await Visit.withThirdParties(t);
    const {url} = visit.refused;
    const policy = `script-src 'self' ${url}; img-src data: ${url}; ` +
                   "require-trusted-types-for 'script'";
    visit.site.pages['/app.js'] = {script: `
        const same = (text) => text;
        const policy = trustedTypes.createPolicy('app', {createHTML: same, createScriptURL: same});
        const script = document.createElement('script');
        script.src = policy.createScriptURL('${url}/script-2');
        document.head.append(script);
        document.body.insertAdjacentHTML('beforeend', policy.createHTML(
            '<img src="${url}/pixel">'));
        globalThis.held = !document.body.lastElementChild.hasAttribute('src');
        try {
            document.createElement('script').src = '/string';
        } catch (error) {
            globalThis.enforced = error instanceof TypeError;
        }`};
    visit.site.pages['/page'] = {
        headers: {'Content-Security-Policy': policy},
        head: `<script data-consent-src="${url}/script-1" data-consent-category="usage"></script>`,
        body: '<script src="/app.js"></script>',
    };
    await visit.goto('/page');
    assert.deepEqual(await visit.run(() => [globalThis.enforced, globalThis.held]), [true, true]);
    assert.equal(visit.refused.connections, 0);
    await visit.run(() => consentProxy.update(['essential', 'usage']));
    await visit.page.waitForFunction(() => globalThis.ran?.length === 2);
    assert.deepEqual(await visit.run(() => globalThis.ran), ['/script-1', '/script-2']);
    await visit.refused.asked('/pixel');
    assert.deepEqual(visit.complaints.filter((text) => !text.includes("'TrustedScriptURL'")), []);
});

test('where the page allows no other policy nothing breaks, and the rest comes back', async (t) => {
    const visit = await Visit.withThirdParties(t);
    const {url} = visit.refused;
    visit.site.pages['/app.js'] = {script: `
        const policy = trustedTypes.createPolicy('app', {createHTML: (text) => text});
        document.body.insertAdjacentHTML('beforeend', policy.createHTML(
            '<p title="${url}">Text</p><link rel="author" href="${url}/link">'));`};
    visit.site.pages['/page'] = {
        headers: {'Content-Security-Policy':
            `script-src 'self' ${url}; require-trusted-types-for 'script'; trusted-types app`},
        body: `<script data-consent-src="${url}/script" data-consent-category="usage"></script>
               <img data-consent-src="${url}/pixel" data-consent-category="usage">
               <script src="/app.js"></script>`,
    };
    await visit.goto('/page');
    assert.equal(await visit.run(() => document.querySelector('p').textContent), 'Text');
    await visit.run(() => consentProxy.update(['essential', 'usage']));
    await visit.refused.asked('/pixel');
    assert.ok(!visit.refused.paths.includes('/script'));
});
