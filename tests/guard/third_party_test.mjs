import assert from 'node:assert/strict';
import test from 'node:test';

import {REQUESTS, TAGS} from './harness/techniques.mjs';
import {Visit} from './harness/visit.mjs';

const GRANT = () => consentProxy.update(['essential', 'usage']);

test('a tag inserted later does not reach who is refused, and does who is not', async (t) => {
    const visit = await Visit.withThirdParties(t);
    await visit.goto('/');
    for (const [index, [name, insert]] of Object.entries(TAGS).entries()) {
        await t.test(name, async () => {
            await visit.run(insert, `${visit.refused.url}/script-${index}`);
            await visit.run(insert, `${visit.refused.url.replace('//', '//www.')}/script-${index}`);
            // The same elsewhere comes after it, and arrives.
            await visit.run(insert, `${visit.other.url}/script-${index}`);
            await visit.other.asked(`/script-${index}`);
            assert.equal(visit.refused.connections, 0);
        });
    }
    assert.deepEqual(visit.refused.paths, []);
});

test('and works after a grant', async (t) => {
    const visit = await Visit.withThirdParties(t);
    await visit.goto('/');
    await visit.run(GRANT);
    for (const [index, [name, insert]] of Object.entries(TAGS).entries()) {
        await t.test(name, async () => {
            await visit.run(insert, `${visit.refused.url}/script-${index}`);
            await visit.refused.asked(`/script-${index}`);
        });
    }
});

test('what was put into the page before a grant is fetched by it', async (t) => {
    const visit = await Visit.withThirdParties(t);
    await visit.goto('/');
    // What a page does not keep, or keeps where nobody can look, is not fetched again.
    const lost = /^new |out of the page|shadow|srcdoc|DOMParser/;
    const kept = Object.entries(TAGS).filter(([name]) => !lost.test(name));
    for (const [index, [, insert]] of kept.entries()) {
        await visit.run(insert, `${visit.refused.url}/script-${index}`);
    }
    assert.equal(visit.refused.connections, 0);
    await visit.run(GRANT);
    for (const [index, [name]] of kept.entries()) {
        await t.test(name, () => visit.refused.asked(`/script-${index}`));
    }
    assert.equal(await visit.run(() => document.querySelectorAll('[data-consent-category]').length),
                 0);
});

test('a request fails as without a network, and arrives once granted', async (t) => {
    const visit = await Visit.withThirdParties(t);
    await visit.goto('/');
    for (const [name, ask] of Object.entries(REQUESTS)) {
        await t.test(`refused: ${name}`, async () => {
            assert.equal(await visit.run(ask, `${visit.refused.url}/x`), 'TypeError');
            assert.equal(await visit.run(ask, `${visit.other.url}/x`), 'answered');
        });
    }
    assert.equal(visit.refused.connections, 0);
    await visit.run(GRANT);
    for (const [name, ask] of Object.entries(REQUESTS)) {
        await t.test(`granted: ${name}`, async () => {
            assert.equal(await visit.run(ask, `${visit.refused.url}/x`), 'answered');
        });
    }
});

test('document.write is held while the page comes, and its scripts run in order', async (t) => {
    const visit = await Visit.withThirdParties(t, {pages: {
        '/late.js': {script: `
            const at = document.currentScript.dataset.at;
            for (const number of [1, 2, 3]) {
                document.write('<scr' + 'ipt src="' + at + '/script-' + number + '"></scr' +
                               'ipt>');
            }
            document.writeln('<div id="open">', '<img src=\\'' + at + '/pixel\\'>');`},
    }});
    const at = visit.refused.url;
    visit.site.pages['/'] = {body: `<script src="/late.js" data-at="${at}"></script>Text</div>`};
    await visit.goto('/');
    assert.equal(await visit.run(() => document.getElementById('open').textContent), '\nText');
    assert.equal(visit.refused.connections, 0);

    visit.refused.answersAfter = {'/script-1': '/script-3'};
    await visit.run(GRANT);
    await visit.page.waitForFunction(() => globalThis.ran?.length === 3);
    assert.deepEqual(await visit.run(() => globalThis.ran),
                     ['/script-1', '/script-2', '/script-3']);
    await visit.refused.asked('/pixel');
});

test('what the proxy made inert in the markup is fetched by a grant, scripts in order',
     async (t) => {
    const visit = await Visit.withThirdParties(t);
    const tag = (number, text = '') => `<script data-consent-category="usage"
        data-consent-src="${visit.refused.url}/script-${number}">${text}</script>`;
    visit.site.pages['/'] = {head: tag(1) + tag(2, 'globalThis.text = true;'), body: `${tag(3)}
        <script>globalThis.ran = ['inline'];</script>
        <img data-consent-category="usage" data-consent-srcset="${visit.refused.url}/pixel 1x">
        <svg><image data-consent-category="usage" data-consent-xlink:href="${visit.refused.url}/svg"
        ></image></svg>
        <p data-consent-category="usage campaigns" data-consent-style="color: red; background:
        url('${visit.refused.url}/style')">Text</p>
        <a class="consent-proxy-video" data-consent-category="usage">Video</a>`};
    await visit.goto('/');
    assert.deepEqual(await visit.run(() => globalThis.ran), ['inline']);
    visit.refused.answersAfter = {'/script-1': '/script-3'};
    await visit.run(GRANT);
    await visit.page.waitForFunction(() => globalThis.ran?.length === 4);
    assert.deepEqual(await visit.run(() => globalThis.ran),
                     ['inline', '/script-1', '/script-2', '/script-3']);
    await visit.refused.asked('/pixel');
    await visit.refused.asked('/svg');
    await visit.refused.asked('/style');
    assert.equal(await visit.page.locator('a.consent-proxy-video').count(), 1);
});

test('a script keeps its listeners, an element what was set last', async (t) => {
    const visit = await Visit.withThirdParties(t);
    await visit.goto('/');
    const seen = await visit.run((url) => {
        const script = document.createElement('script');
        script.onload = () => { globalThis.loaded = true; };
        script.src = `${url}/script`;
        document.head.append(script);
        const image = document.createElement('img');
        document.body.append(image);
        image.src = `${url}/first`;
        const kept = {src: image.src, held: image.dataset.consentSrc,
                      category: image.dataset.consentCategory, native: image.getAttribute('src')};
        image.src = '/own.gif';
        return {script: script.src, kept, then: image.getAttribute('src'),
                held: image.hasAttribute('data-consent-src')};
    }, visit.refused.url);
    const {url} = visit.refused;
    assert.deepEqual(seen, {script: `${url}/script`,
                            kept: {src: `${url}/first`, held: `${url}/first`, category: 'usage',
                                   native: null},
                            then: '/own.gif', held: false});
    await visit.run(GRANT);
    await visit.page.waitForFunction(() => globalThis.loaded);
    assert.deepEqual(visit.refused.paths, ['/script']);
});

test('only URLs of listed hosts come out of a data attribute', async (t) => {
    const visit = await Visit.withThirdParties(t);
    visit.site.pages['/'] = {body: `
        <iframe data-consent-src="javascript:parent.hacked=1" data-consent-category="usage">
        </iframe>
        <img data-consent-onerror="hacked=1" data-consent-src="/own.gif"
             data-consent-category="usage">
        <p data-consent-src="${visit.refused.url}/p" data-consent-style="color: red"
           data-consent-category="usage"></p>`};
    await visit.goto('/');
    await visit.run(GRANT);
    const found = await visit.run(() => [...document.querySelectorAll('iframe, img, p')].map(
        (element) => ['src', 'style', 'onerror'].some((name) => element.hasAttribute(name))));
    assert.deepEqual(found, [false, false, false]);
});

test('the host decides: the longest name counts, the site itself is no third party', async (t) => {
    const visit = await Visit.withThirdParties(t, {config: {thirdParties: [
        {host: '*.test', category: 'usage'},
        {host: '*.open.test', category: 'essential'},
        {host: 'e.open.test', category: 'campaigns'},
        {host: 'www.example.localhost', category: 'usage'},
        {host: '[::1]', category: 'usage'},
    ]}});
    await visit.goto('/');
    const held = await visit.run(() => [
        'http://test/', 'http://a.test/', '//A.B.Test.:81/', 'https://user:pass@a.test/',
        'http:\\\\a.test\\', ' https://a.test', 'http://open.test/', 'http://a.open.test/',
        'http://e.open.test/', '/a.test/', 'http://a.test.example/', 'data:,http://a.test/',
        'https://xn--a.test', 'http://[::1]/', location.href, 'http://[', '',
    ].map((url) => {
        const link = document.createElement('link');
        link.href = url;
        return link.getAttribute('data-consent-category');
    }));
    assert.deepEqual(held, [null, 'usage', 'usage', 'usage', 'usage', 'usage', 'usage', null,
                            'campaigns', null, null, null, 'usage', 'usage', null, null, null]);
});

test('markup that names nobody who is refused is left as it is', async (t) => {
    const visit = await Visit.withThirdParties(t);
    await visit.goto('/');
    const markup = '<p title="<img src=\'http://granted.test/x\'>">refused.test</p>';
    const found = await visit.run((text) => {
        document.body.innerHTML = text;
        return document.body.innerHTML;
    }, markup);
    assert.equal(await visit.run(() => document.querySelector('p').title),
                 '<img src=\'http://granted.test/x\'>');
    assert.ok(found.includes('refused.test'));
    // Nor does a tag that is only text end the text around it.
    const quoted = await visit.run((url) => {
        document.body.innerHTML = `<p title="<img src='${url}/x'>" id="p">a</p>` +
            `<p title='<img src="${url}/x">' id="q">a</p><p title='<img src=${url}/x>'>a</p>`;
        return [...document.body.children].map(({attributes}) => attributes.length);
    }, visit.refused.url);
    assert.deepEqual(quoted, [2, 2, 1]);
});

test('what comes past all this is undone', async (t) => {
    const visit = await Visit.withThirdParties(t);
    await visit.goto('/');
    await visit.run((url) => {
        const source = document.createAttribute('src');
        source.value = `${url}/frame`;
        const frame = document.createElement('iframe');
        frame.loading = 'lazy';
        frame.setAttributeNode(source);
        const box = document.createElement('div');
        box.append(frame);
        document.body.append(box);
    }, visit.refused.url);
    await visit.page.waitForFunction(
        () => document.querySelector('iframe').dataset.consentCategory === 'usage');
    assert.equal(await visit.page.locator('iframe[src]').count(), 0);
});

test('what comes into the page after the grant that it waited for is fetched', async (t) => {
    const visit = await Visit.withThirdParties(t);
    await visit.goto('/');
    await visit.run((url) => {
        globalThis.box = document.createElement('div');
        box.append(Object.assign(document.createElement('iframe'), {src: `${url}/frame`}));
    }, visit.refused.url);
    await visit.run(GRANT);
    assert.equal(visit.refused.connections, 0);
    await visit.run(() => document.body.append(globalThis.box));
    await visit.refused.asked('/frame');
});
