import assert from 'node:assert/strict';
import test from 'node:test';

import {Visit} from './harness/visit.mjs';

const PAGES = {
    '/page': {banner: true, body: '<input id="name"><p>Text</p>'},
    '/bare': {banner: true},
};

async function open(t, path = '/page') {
    const visit = await Visit.open(t, {pages: PAGES});
    await visit.goto(path);
    const button = (name) => visit.page.getByRole('button', {name, exact: true});
    const shown = async () => ({
        banner: await visit.page.locator('#consent-proxy-banner').isVisible(),
        question: await visit.page.locator('.consent-proxy-question').isVisible(),
        accepted: await visit.page.locator('.consent-proxy-accepted').isVisible(),
        rejected: await visit.page.locator('.consent-proxy-rejected').isVisible(),
    });
    const focused = () => visit.run(
        () => document.activeElement.id || document.activeElement.className ||
              document.activeElement.localName);
    return {visit, button, shown, focused};
}

for (const [name, notice, granted] of [
    ['Accept', 'accepted', ['essential', 'usage', 'campaigns']],
    ['Reject', 'rejected', ['essential']]]) {
    test(`${name}: the choice is saved, and nothing that was typed is lost`, async (t) => {
        const {visit, button, shown, focused} = await open(t);
        await visit.page.locator('#name').fill('half');
        await button(name).click();
        await visit.page.locator(`.consent-proxy-${notice}`).waitFor();
        assert.deepEqual(await shown(), {banner: true, question: false,
                                         accepted: notice === 'accepted',
                                         rejected: notice === 'rejected'});
        assert.equal(await focused(), `consent-proxy-${notice}`);
        assert.deepEqual(await visit.run(() => consentProxy.granted), granted);
        assert.equal(await visit.page.locator('#name').inputValue(), 'half');
        assert.deepEqual(visit.site.requests.filter(({method}) => method === 'POST'), [
            {method: 'POST', path: '/cookies', accept: 'application/json',
             body: `return_to=%2Fpage%3Fx%3D1&all=${name === 'Accept' ? 'yes' : 'no'}`}]);

        await button('Hide').click();
        assert.equal((await shown()).banner, false);
        assert.equal(await focused(), 'name');   // where the visitor was before
        assert.equal(visit.site.count('POST', '/cookies'), 1);
        assert.deepEqual(visit.complaints, []);
    });
}

test('by keyboard, from the top of the page, the focus goes on to the content', async (t) => {
    const {visit, focused} = await open(t, '/bare');
    await visit.page.keyboard.press('Tab');
    await visit.page.keyboard.press('Tab');
    await visit.page.keyboard.press('Enter');
    await visit.page.locator('.consent-proxy-rejected').waitFor();
    await visit.page.keyboard.press('Tab');
    await visit.page.keyboard.press('Space');
    await visit.page.locator('#consent-proxy-banner').waitFor({state: 'hidden'});
    assert.equal(await focused(), 'main');
    await visit.page.keyboard.press('Shift+Tab');
    assert.equal(await visit.page.locator('main').getAttribute('tabindex'), null);
});

test('the receipt of the choice is shown', async (t) => {
    const {visit, button} = await open(t);
    const place = visit.page.locator('.consent-proxy-accepted .consent-proxy-receipt');
    assert.equal(await place.isVisible(), false);
    await button('Accept').click();
    await place.waitFor();
    assert.equal((await place.innerText()).trim(), 'Receipt r3c31pt');
});

test('without SubmitEvent.submitter the button that was pressed counts', async (t) => {
    const {visit, button} = await open(t);
    await visit.run(() => Object.defineProperty(SubmitEvent.prototype, 'submitter',
                                                {get() { return undefined; }}));
    await button('Reject').click();
    await visit.page.locator('.consent-proxy-rejected').waitFor();
});

for (const [how, spoil] of [
    ['is refused', (visit) => { visit.site.failures = 1; }],
    ['fails', (visit) => visit.run(() => { globalThis.fetch = () => Promise.reject(Error()); })],
    ['has another answer', (visit) => visit.run(() => {
        globalThis.fetch = () => Promise.resolve(new Response('<p>'));
    })]]) {
    test(`a request that ${how} is followed by a plain one`, async (t) => {
        const {visit, button} = await open(t);
        await spoil(visit);
        await Promise.all([visit.page.waitForURL('**/page?x=1'), button('Accept').click()]);
        const {body, accept} = visit.site.requests.findLast(({method}) => method === 'POST');
        assert.equal(body, 'return_to=%2Fpage%3Fx%3D1&all=yes');
        assert.match(accept, /text\/html/);
        assert.deepEqual(await visit.names(), ['cookies_policy', 'cookies_preferences_set']);
    });
}

test('two clicks are one choice', async (t) => {
    const {visit, button} = await open(t);
    await visit.run(() => {
        document.querySelector('button[value=yes]').click();
        document.querySelector('button[value=no]').click();
    });
    await visit.page.locator('.consent-proxy-accepted').waitFor();
    assert.equal(visit.site.count('POST', '/cookies'), 1);
    assert.equal(await button('Accept').isVisible(), false);
});

test('a choice made in another tab takes the question away', async (t) => {
    const {visit, shown} = await open(t);
    const tab = await visit.newTab();
    await tab.goto(`${visit.site.url}/bare`);
    await tab.getByRole('button', {name: 'Reject'}).click();
    await tab.locator('.consent-proxy-rejected').waitFor();
    await visit.page.locator('#consent-proxy-banner').waitFor({state: 'hidden'});
    assert.equal((await shown()).question, false);
});

for (const value of ['', 'false']) {
    test(`a decided cookie that is "${value}" decides nothing`, async (t) => {
        const {visit, shown} = await open(t);
        await visit.run((text) => {
            document.cookie = `cookies_preferences_set=${text}; path=/`;
            document.dispatchEvent(new CustomEvent('consentproxy:change'));
        }, value);
        assert.equal((await shown()).question, true);
        await visit.run(() => {
            document.cookie = 'cookies_preferences_set=true; path=/';
            document.dispatchEvent(new CustomEvent('consentproxy:change'));
        });
        assert.equal((await shown()).banner, false);
    });
}

test('back, forward and reload after a choice show neither question nor message', async (t) => {
    const {visit, button, shown} = await open(t);
    await visit.goto('/bare');
    await button('Reject').click();
    await visit.page.locator('.consent-proxy-rejected').waitFor();
    await visit.goto('/next');
    for (const [step, path] of [['goBack', '/bare'], ['goBack', '/page'], ['goForward', '/bare'],
                                ['reload', '/bare']]) {
        await visit.page[step]({waitUntil: 'commit'});
        assert.equal(new URL(visit.page.url()).pathname, path);
        assert.equal((await shown()).banner, false, `${step} to ${path}`);
    }
});

// A listener for `unload` keeps a page out of the back/forward cache; it comes from the HTTP cache.
async function leaveAndReturn(visit, meanwhile) {
    await visit.run(() => addEventListener('unload', () => {}));
    await visit.goto('/next');
    await visit.run(meanwhile);
    await visit.page.goBack();
    assert.equal(visit.site.count('GET', '/page'), 1);
}

test('a page out of the HTTP cache shows no question either, and deletes nothing granted since',
     async (t) => {
    const {visit, shown} = await open(t);
    await leaveAndReturn(visit, () => {
        document.cookie = 'cookies_policy=essential.usage; path=/';
        document.cookie = 'cookies_preferences_set=true; path=/';
        consentProxy.update(['essential', 'usage']);
        document.cookie = '_ga=1; path=/';
    });
    assert.equal((await shown()).banner, false);
    await visit.page.waitForFunction(() => consentProxy.has('usage'));
    assert.ok((await visit.names()).includes('_ga'));
});

test('where no cookie tells whether the visitor has chosen the proxy is asked', async (t) => {
    const {visit, shown} = await open(t);
    visit.site.hideDecidedCookie();
    await visit.page.reload();
    assert.equal((await shown()).question, true);
    visit.site.requests.length = 0;
    await visit.goto('/page');
    await leaveAndReturn(visit, () => { document.cookie = 'cookies_preferences_set=1; path=/'; });
    await visit.page.locator('#consent-proxy-banner').waitFor({state: 'hidden'});
});

test('a frame without cookies complains of nothing', async (t) => {
    const visit = await Visit.open(t, {pages: {...PAGES, '/frames': {
        body: '<iframe src="/page" sandbox="allow-scripts"></iframe>'}}});
    await visit.goto('/frames');
    await visit.page.frameLocator('iframe').getByRole('button', {name: 'Accept'}).waitFor();
    assert.deepEqual(visit.complaints, []);
});
