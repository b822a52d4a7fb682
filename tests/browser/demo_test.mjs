import assert from 'node:assert/strict';
import test from 'node:test';

import {newVisitor} from './harness/browser.mjs';
import {Proxy} from './harness/proxy.mjs';

// Those that the demo's origin sets by header. What its script writes is there again on every page.
const OPTIONAL = ['_ga', 'global_banner_seen', 'lux_uid'];

async function openDemo(t) {
    let demo;
    let visitor;
    t.after(async () => {
        await visitor?.close();
        await demo?.stop();
    });
    demo = await Proxy.start('demo', '--listen', '127.0.0.1:0');
    visitor = await newVisitor();
    const page = await visitor.newPage();
    page.setDefaultTimeout(20_000);
    await page.goto(`http://127.0.0.1:${demo.port}/`);
    const names = async () => (await visitor.cookies()).map(({name}) => name).sort();
    return {page, names, port: demo.port};
}

async function press(page, button) {
    await Promise.all([page.waitForURL('**/help/cookies?saved'),
                       page.getByRole('button', {name: button}).click()]);
}

test('demo: rejecting in the banner leaves the essential cookies', async (t) => {
    const {page, names, port} = await openDemo(t);
    await press(page, 'Reject additional cookies');
    await page.goto(`http://127.0.0.1:${port}/`);
    const kept = await names();
    assert.ok(kept.includes('cookies_policy') && kept.includes('cookies_preferences_set'));
    assert.deepEqual(kept.filter((name) => OPTIONAL.includes(name)), []);
    assert.equal(await page.getByRole('button', {name: 'Accept additional cookies'}).count(), 0);
});

test('demo: accepting lets the others pass, saving "No" takes them away', async (t) => {
    const {page, names, port} = await openDemo(t);
    await press(page, 'Accept additional cookies');
    await page.goto(`http://127.0.0.1:${port}/`);
    assert.deepEqual((await names()).filter((name) => OPTIONAL.includes(name)), OPTIONAL);
    assert.ok(!(await names()).includes('tracker_42'));

    await page.goto(`http://127.0.0.1:${port}/help/cookies`);
    for (const no of await page.getByRole('radio', {name: 'No', exact: true}).all()) {
        await no.check();
    }
    await press(page, 'Save');
    await page.goto(`http://127.0.0.1:${port}/`);
    assert.deepEqual((await names()).filter((name) => OPTIONAL.includes(name)), []);
});
