// The status page in a browser: pleasant for everybody to read, switched by its buttons, and by no
// other site's page.

import assert from 'node:assert/strict';
import {once} from 'node:events';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import test from 'node:test';

import {newVisitor} from './harness/browser.mjs';
import {LegacySite} from './harness/legacy_site.mjs';
import {legacyRegistry} from './harness/legacy_stage.mjs';
import {Proxy} from './harness/proxy.mjs';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

class StatusStage {
    static async open(t, {script = true} = {}) {
        const stage = new StatusStage();
        t.after(() => stage.#close());
        stage.site = await LegacySite.start();
        stage.folder = await mkdtemp(join(tmpdir(), 'consent-proxy-status-'));
        const file = join(stage.folder, 'registry.json');
        await writeFile(file, JSON.stringify(legacyRegistry(), null, 1));
        stage.proxy = await Proxy.start(
            'run', '--upstream', stage.site.url, '--registry', file, '--listen', '127.0.0.1:0',
            '--admin', '127.0.0.1:0', '--workers', '2', '--no-access-log');
        stage.context = await newVisitor({javaScriptEnabled: script});
        stage.context.setDefaultTimeout(20_000);
        stage.page = await stage.context.newPage();
        stage.page.on('console', (message) => {
            if (['error', 'warning'].includes(message.type())) {
                stage.complaints.push(message.text());
            }
        });
        stage.page.on('pageerror', (error) => stage.complaints.push(String(error)));
        return stage;
    }

    complaints = [];

    get base() {
        return `http://127.0.0.1:${this.proxy.adminPort}`;
    }

    async visitSite() {
        const answer = await fetch(`http://127.0.0.1:${this.proxy.port}/`, {
            headers: {Cookie: 'unlisted_12345=x; _ga=1', Accept: 'text/html'}});
        await answer.arrayBuffer();
    }

    async mode() {
        return (await (await fetch(`${this.base}/sites/Legacy/mode`)).text()).trim();
    }

    button(name) {
        return this.page.getByRole('button', {name});
    }

    async #close() {
        await this.context?.close();
        await this.proxy?.stop();
        await this.site?.stop();
        await rm(this.folder, {recursive: true, force: true});
    }
}

async function assertAccessible(page, what) {
    const found = await page.evaluate(async (tags) => {
        const {violations, passes} = await globalThis.axe.run(document, {
            resultTypes: ['violations'], runOnly: {type: 'tag', values: tags}});
        return {passed: passes.length, violations: violations.map(
            ({id, nodes}) => `${id}: ${nodes.map(
                ({html, failureSummary}) => `${html} ${failureSummary}`)}`)};
    }, RULES);
    assert.deepEqual(found.violations, [], what);
    assert.ok(found.passed > 10, `${found.passed} rules had something to look at`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${wide} px too wide: ${what}`);
}

test('status page: axe finds nothing, narrow and wide, light and dark', async (t) => {
    const stage = await StatusStage.open(t);
    await stage.visitSite();
    await fetch(`${stage.base}/sites/Legacy/mode?mode=report`, {method: 'POST'});
    await stage.visitSite();
    await stage.context.addInitScript({path: AXE});
    for (const width of [320, 1280]) {
        for (const colorScheme of ['light', 'dark']) {
            await stage.page.setViewportSize({width, height: 800});
            await stage.page.emulateMedia({colorScheme});
            await stage.page.goto(stage.base);
            await stage.button('Pause').waitFor();
            await assertAccessible(stage.page, `${width} px, ${colorScheme}`);
        }
    }
    const text = await stage.page.locator('main').innerText();
    for (const word of ['unlisted_*', 'would-strip', 'Switched to report mode by hand']) {
        assert.ok(text.includes(word), word);
    }
    assert.deepEqual(stage.complaints, []);
});

for (const script of [true, false]) {
    test(`status page: its buttons switch, ${script ? 'with' : 'without'} script`, async (t) => {
        const stage = await StatusStage.open(t, {script});
        await stage.page.goto(stage.base);
        assert.equal(await stage.mode(), 'enforce');
        await stage.button('Switch to report mode').click();
        await stage.page.getByText('Switched to report mode by hand').waitFor();
        assert.equal(stage.page.url(), `${stage.base}/`);
        assert.equal(await stage.mode(), 'report');
        await stage.button('Do as the registry says').click();
        await stage.button('Switch to report mode').waitFor();
        assert.equal(await stage.mode(), 'enforce');
        await stage.button('debug').click();
        await stage.page.locator('button[aria-current]', {hasText: 'debug'}).waitFor();
        assert.equal(await (await fetch(`${stage.base}/logging`)).text(), 'debug\n');
        assert.deepEqual(stage.complaints, []);
    });
}

test('status page: it shows what is new by itself, until it is paused', async (t) => {
    const stage = await StatusStage.open(t);
    await stage.page.goto(stage.base);
    await stage.button('Switch to report mode').focus();
    await stage.visitSite();
    await stage.page.getByText('unlisted_*').waitFor();
    assert.equal(await stage.page.evaluate(() => document.activeElement.textContent),
                 'Switch to report mode');
    await stage.button('Pause').click();
    await stage.page.getByText('Paused.').waitFor();
    await stage.button('Resume').click();
    await stage.page.getByText('Refreshed every').waitFor();
    assert.deepEqual(stage.complaints, []);
});

// Another site's page has the operator's browser send what it can.
test('status page: nobody else reads it or presses its buttons', async (t) => {
    const stage = await StatusStage.open(t);
    const target = `${stage.base}/sites/Legacy/mode?mode=report`;
    const stranger = createServer((request, response) => {
        response.setHeader('Content-Type', 'text/html');
        response.end(`<!doctype html><title>x</title><form method="post" action="${target}">
<button>Win</button></form><a href="${stage.base}/">Status</a>`);
    }).listen(0, '127.0.0.1');
    t.after(() => stranger.close());
    await once(stranger, 'listening');
    const elsewhere = `http://evil.test:${stranger.address().port}/`;
    await stage.page.goto(elsewhere);
    const seen = await stage.page.evaluate(async ([url, page]) => {
        const attempts = [fetch(url, {method: 'POST', mode: 'no-cors'}), fetch(page), fetch(
            page, {mode: 'no-cors'}), new Promise((resolve, reject) => {
            const script = document.createElement('script');
            script.onload = resolve;
            script.onerror = reject;
            script.src = `${page}/status.js`;
            document.head.append(script);
        })];
        const results = await Promise.allSettled(attempts);
        return results.map(({status, value}) => `${status} ${value?.type ?? ''}`);
    }, [target, stage.base]);
    assert.ok(seen.slice(1).every((result) => result.startsWith('rejected')), String(seen));
    assert.equal(await stage.mode(), 'enforce');
    const [refusal] = await Promise.all([
        stage.page.waitForResponse((response) => response.url() === target),
        stage.button('Win').click()]);
    assert.equal(refusal.status(), 403);
    assert.equal(await stage.mode(), 'enforce');

    // A name that the stranger has pointed at the admin listener.
    const rebound = await stage.page.goto(`http://evil.test:${stage.proxy.adminPort}/`);
    assert.equal(rebound.status(), 421);

    // A link is no harm.
    await stage.page.goto(elsewhere);
    await stage.page.getByRole('link', {name: 'Status'}).click();
    await stage.page.getByRole('heading', {name: 'Sites'}).waitFor();
});
