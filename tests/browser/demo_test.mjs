import assert from 'node:assert/strict';
import test, {after} from 'node:test';

import {launch} from './harness/browser.mjs';
import {Proxy} from './harness/proxy.mjs';

const ESSENTIAL = ['cookies_policy', 'cookies_preferences_set', 'govuk_contact_referrer',
                   'licensing_session'];
const SETTINGS = ['global_banner_seen'];
const USAGE = ['_ga', 'lux_uid'];
const OTHERS = ['127.0.0.2', '127.0.0.3'];

// The stand-ins for other websites are where they are, and everything else is nowhere.
const chromium = launch({rules: 'MAP *youtube* ^NOTFOUND, MAP * 127.0.0.1, ' +
                                OTHERS.map((address) => `EXCLUDE ${address}`).join(', ')});
after(async () => (await chromium).close());

class Demo {
    static async open(t, {script = true, host = '127.0.0.1'} = {}) {
        const demo = new Demo();
        t.after(() => demo.#close());
        demo.script = script;
        demo.#proxy = await Proxy.start('demo', '--listen', '127.0.0.1:0');
        demo.#visitor = await (await chromium).newContext({javaScriptEnabled: script});
        demo.#visitor.setDefaultTimeout(20_000);
        demo.page = await demo.#visitor.newPage();
        demo.url = `http://${host}:${demo.#proxy.port}`;
        await demo.page.goto(demo.url);
        return demo;
    }

    #proxy;
    #visitor;

    async names() {
        return (await this.#visitor.cookies(this.url)).map(({name}) => name).sort();
    }

    button(name) {
        return this.page.getByRole('button', {name});
    }

    /** Waits until the frame past the proxy says this of a cookie or another website. */
    async see(what, cell) {
        const frame = this.page.frameLocator('#browser-view');
        const row = frame.locator(`tr:has(:text-is("${what}"))`).filter({hasText: cell});
        for (let round = 0; !this.script && round < 50 && await row.count() === 0; ++round) {
            await frame.getByRole('link', {name: 'Look again'}).click();
        }
        await row.waitFor();
    }

    /** Waits until the site's table says this of a cookie: whether it came with the request. */
    async came(cookie, cell) {
        await this.page.locator(`#site-view tr:has(th :text-is("${cookie}")):has(` +
                                `td:text-is("${cell}"))`).waitFor();
    }

    async #close() {
        await this.#visitor?.close();
        await this.#proxy?.stop();
    }
}

for (const script of [true, false]) {
    const how = script ? 'with scripts' : 'without scripts';

    test(`demo ${how}: before a choice and after rejecting, only what is essential`, async (t) => {
        const demo = await Demo.open(t, {script});
        await demo.see('_ga', 'No');
        await demo.see('licensing_session', 'Yes');
        await demo.button('Reject additional cookies').click();
        await demo.button('Hide cookie message').click();
        await demo.see('cookies_preferences_set', 'Yes');
        await demo.page.goto(demo.url);
        assert.equal(await demo.button('Accept additional cookies').count(), 0);
        await demo.came('licensing_session', 'Yes');
        await demo.came('lux_uid', 'No');
        for (const other of OTHERS) {
            await demo.see(other, '0 times');
        }
        assert.deepEqual(await demo.names(), ESSENTIAL);
        assert.equal(await demo.page.getByRole('link', {name: 'Me at the zoo'}).count(), 1);
    });

    test(`demo ${how}: accepting shows at once, withdrawing too`, async (t) => {
        const demo = await Demo.open(t, {script});
        await demo.button('Accept additional cookies').click();
        await demo.button('Hide cookie message').waitFor();
        await demo.see('global_banner_seen', 'Yes');
        for (const other of OTHERS) {
            await demo.see(other, /[1-9]\d* times/);
        }
        await demo.page.frameLocator('iframe[title="Advertisement"]').getByText('bigger fish')
            .waitFor();
        await (script ? demo.see('_ga_S5RQ7FTGVR', 'Yes') : demo.page.goto(demo.url));
        await demo.came('lux_uid', 'Yes');
        const byScript = script ? ['_ga_S5RQ7FTGVR', 'app_promo_banner'] : [];
        assert.deepEqual(await demo.names(),
                         [...ESSENTIAL, ...SETTINGS, ...USAGE, ...byScript].sort());

        await demo.page.getByRole('link', {name: 'settings page'}).click();
        for (const no of await demo.page.getByRole('radio', {name: 'No', exact: true}).all()) {
            await no.check();
        }
        await demo.button('Save cookie settings').click();
        await demo.page.getByText('saved your cookie settings').waitFor();
        assert.deepEqual((await demo.names()).filter((name) => name !== 'cookies_policy_notice'),
                         ESSENTIAL);
        await demo.page.goto(demo.url);
        await demo.see('_ga', 'No');
    });
}

test('demo: the same in plain style, with a choice of its own', async (t) => {
    const demo = await Demo.open(t);
    await demo.button('Accept additional cookies').click();
    await demo.button('Hide cookie message').waitFor();
    await demo.page.getByRole('link', {name: 'in the style of this site'}).click();
    await demo.page.waitForURL('http://plain.localhost:*/');
    const button = demo.button('Accept additional cookies');
    const colour = (element) => getComputedStyle(element).backgroundColor;
    assert.equal(await button.evaluate(colour), 'rgb(29, 53, 87)');   // of the site's stylesheet
    await demo.page.getByRole('link', {name: 'details of each cookie'}).click();
    await demo.page.getByRole('heading', {name: 'Details of the cookies'}).waitFor();
});

test('demo: a choice leaves a receipt', async (t) => {
    const demo = await Demo.open(t);
    await demo.button('Reject additional cookies').click();
    const receipt = demo.page.getByText('The reference is').filter({visible: true});
    const message = await receipt.textContent();
    assert.match(message, /The reference is [0-9a-z]{26}\./);
});
