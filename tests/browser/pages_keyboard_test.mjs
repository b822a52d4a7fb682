// The banner and the settings without a mouse, and on the narrowest of screens.

import assert from 'node:assert/strict';
import test from 'node:test';

import {assertNoBanner, granting, LegacyStage} from './harness/legacy_stage.mjs';

const NARROW = {width: 320, height: 568};

// The text of what has the focus, or the label of a field.
function focused(page) {
    return page.evaluate(() => {
        const element = document.activeElement;
        return element.labels?.[0]?.textContent ?? element.textContent.trim();
    });
}

async function tab(page, ...expected) {
    for (const text of expected) {
        await page.keyboard.press('Tab');
        assert.equal(await focused(page), text);
        await assertFocusVisible(page);
    }
}

// What has the focus looks different from the same without it, and no part of it is cut off.
async function assertFocusVisible(page) {
    const seen = await page.evaluate(() => {
        const element = document.activeElement;
        const look = () => {
            const styles = [element, ...element.labels ?? []].flatMap((one) => [
                getComputedStyle(one), getComputedStyle(one, '::before')]);
            return styles.map((style) => [style.outlineStyle, style.outlineWidth, style.boxShadow,
                                          style.backgroundColor, style.borderColor].join()).join();
        };
        const {left, right, top, bottom, width} = element.getBoundingClientRect();
        const withFocus = look();
        element.blur();
        const without = look();
        element.focus({focusVisible: true});
        return {differs: withFocus !== without, same: look() === withFocus, left, top, right,
                bottom, width, inner: document.documentElement.clientWidth, innerHeight};
    });
    assert.ok(seen.differs && seen.same, 'the focus shows');
    assert.ok(seen.left >= 0 && seen.right <= seen.inner && seen.width > 0, JSON.stringify(seen));
    assert.ok(seen.top >= 0 && seen.bottom <= seen.innerHeight, JSON.stringify(seen));
}

async function assertNoSideways(page, what) {
    const {scroll, client} = await page.evaluate(() => {
        const {scrollWidth, clientWidth} = document.documentElement;
        return {scroll: scrollWidth, client: clientWidth};
    });
    assert.ok(scroll <= client, `${what} is ${scroll} px wide`);
}

for (const style of ['govuk', 'plain']) {
    for (const script of [true, false]) {
        const how = `${style}, ${script ? 'with' : 'without'} script`;
        const options = {script, registry: {pages: {style, links: [
            {text: 'Privacy notice', href: '/privacy'}]}}, visitor: {viewport: NARROW}};

        test(`the banner by keyboard at 320 px (${how})`, async (t) => {
            const stage = await LegacyStage.open(t, options);
            await stage.visit('/page?x=1');
            await assertNoSideways(stage.page, 'the banner');
            await tab(stage.page, 'Accept additional cookies', 'Reject additional cookies',
                      'View cookies', 'Home');
            await stage.page.keyboard.press('Shift+Tab');
            await stage.page.keyboard.press('Shift+Tab');
            await stage.page.keyboard.press('Space');
            const hide = stage.button('Hide cookie message');
            await hide.waitFor();
            assert.equal(stage.page.url(), `${stage.base}/page?x=1`);
            await assertNoSideways(stage.page, 'the message');
            assert.deepEqual((await stage.state()).policy, granting());
            await tab(stage.page, 'change your cookie settings', 'Hide cookie message');
            await stage.page.keyboard.press('Enter');
            await hide.waitFor({state: 'detached'}).catch(() => hide.waitFor({state: 'hidden'}));
            await assertNoBanner(stage, 'hidden');
            if (script) {   // the focus is where it was before the banner, not lost
                assert.equal(await focused(stage.page), 'Home');
            }
        });

        test(`the settings by keyboard at 320 px (${how})`, async (t) => {
            const stage = await LegacyStage.open(t, options);
            await stage.visit('/page');
            await tab(stage.page, 'Accept additional cookies', 'Reject additional cookies',
                      'View cookies');
            await stage.page.keyboard.press('Enter');
            await stage.page.waitForURL('**/cookies');
            await assertNoSideways(stage.page, 'the settings');
            await tab(stage.page, 'Skip to main content', 'Legacy',
                      'Find out about each cookie we use', 'No', 'No');
            await stage.page.keyboard.press('ArrowUp');   // usage: yes
            await tab(stage.page, 'No', 'Save cookie settings', 'Privacy notice');
            await stage.page.keyboard.press('Shift+Tab');
            await stage.page.keyboard.press('Enter');
            await stage.page.getByText('You have saved your cookie settings.').waitFor();
            assert.equal(stage.page.url(), `${stage.base}/page`);
            assert.deepEqual((await stage.state()).policy, granting('usage'));

            await stage.visit('/cookies/details');
            await assertNoSideways(stage.page, 'the details');
            await tab(stage.page, 'Skip to main content');
            await stage.page.keyboard.press('Enter');
            await tab(stage.page, 'Cookies on Legacy');
        });
    }
}
