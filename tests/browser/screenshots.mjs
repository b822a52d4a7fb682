// Makes the pictures of docs/img from the demo, by hand: banner, settings page and details, in both
// styles, on a desktop and on a phone, and the status page. Wants pngquant.
//
//     CONSENT_PROXY_BIN=build/release/consent-proxy node tests/browser/screenshots.mjs

import {execFileSync} from 'node:child_process';
import {mkdirSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

import {launch} from './harness/browser.mjs';
import {Proxy} from './harness/proxy.mjs';

const FOLDER = fileURLToPath(new URL('../../docs/img/', import.meta.url));
const HOSTS = {govuk: '127.0.0.1', plain: 'plain.localhost'};
const DEVICES = {
    desktop: {viewport: {width: 1280, height: 760}},
    phone: {viewport: {width: 360, height: 780}, deviceScaleFactor: 2, isMobile: true,
            hasTouch: true},
};
// Up to where a page is shown, in pixels.
const HEIGHTS = {settings: {desktop: 1700, phone: 780}, details: {desktop: 1150, phone: 780},
                 status: 1500};

async function shoot(page, name, height) {
    const path = `${FOLDER}${name}.png`;
    const clip = height && {x: 0, y: 0, width: page.viewportSize().width, height: Math.min(
        height, await page.evaluate(() => document.documentElement.scrollHeight))};
    await page.screenshot({path, clip, fullPage: Boolean(height), animations: 'disabled'});
    execFileSync('pngquant', ['--force', '--strip', '--speed', '1', '--output', path, '64', path]);
}

async function visit(browser, style, device, port) {
    const visitor = await browser.newContext(DEVICES[device]);
    const page = await visitor.newPage();
    const name = (what) => `${what}-${style}-${device}`;
    const base = `http://${HOSTS[style]}:${port}`;
    await page.goto(base);
    await shoot(page, name('banner'));
    await page.goto(`${base}/help/cookies`);
    await shoot(page, name('settings'), HEIGHTS.settings[device]);
    await page.goto(`${base}/help/cookies/details`);
    await shoot(page, name('details'), HEIGHTS.details[device]);
    await visitor.close();
}

// After the visits: there is something to see.
async function visitStatus(browser, port) {
    const operator = await browser.newContext({viewport: {width: 1280, height: 760}});
    const page = await operator.newPage();
    await page.goto(`http://127.0.0.1:${port}/`);
    await page.getByRole('button', {name: 'Pause'}).waitFor();
    await shoot(page, 'status', HEIGHTS.status);
    await operator.close();
}

mkdirSync(FOLDER, {recursive: true});
const demo = await Proxy.start('demo', '--listen', '127.0.0.1:0');
const browser = await launch();
for (const style of Object.keys(HOSTS)) {
    for (const device of Object.keys(DEVICES)) {
        await visit(browser, style, device, demo.port);
    }
}
await visitStatus(browser, demo.adminPort);
await browser.close();
await demo.stop();
