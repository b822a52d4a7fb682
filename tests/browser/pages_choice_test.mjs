// The banner, the settings page and the details of cookies, as a visitor meets them.

import assert from 'node:assert/strict';
import test from 'node:test';

import {legacyPage} from './harness/legacy_site.mjs';
import {assertNoBanner, granting, LegacyStage} from './harness/legacy_stage.mjs';
import {WORLDS} from './harness/stage.mjs';

const PAGE = '/news/item?id=7&name=a%20b';
const ALL = ['settings', 'usage', 'campaigns'];

// With script nothing is asked for again, without it the page itself.
async function assertStillHere(stage) {
    assert.equal(stage.page.url(), stage.base + PAGE);
    assert.equal(stage.site.count('/news/item'), stage.script ? 1 : 2);
}

async function saveSettings(stage, choices) {
    for (const [category, choice] of Object.entries(choices)) {
        await stage.page.getByRole('group', {name: category})
                        .getByRole('radio', {name: choice, exact: true}).check();
    }
    await stage.button('Save cookie settings').click();
    await stage.page.getByText('You have saved your cookie settings.').waitFor();
}

for (const script of [true, false]) {
    for (const world of WORLDS) {
        const how = `${script ? 'with' : 'without'} script, ${world}`;

        test(`first visit (${how}): the banner is there, only what is essential is set`,
             async (t) => {
            const stage = await LegacyStage.open(t, {script, world});
            await stage.visit(PAGE);
            await stage.page.getByRole('region', {name: 'Cookies on Legacy'}).waitFor();
            await stage.page.getByRole('heading', {name: 'Cookies on Legacy'}).waitFor();
            assert.deepEqual(await stage.names(), stage.allowed());
            assert.deepEqual(await stage.state(), {policy: granting(), decided: undefined});
            await stage.visit('/next');
            assert.equal(await stage.banner().isVisible(), true);
            assert.deepEqual(await stage.names(), stage.allowed());
            assert.deepEqual(stage.complaints, []);
        });

        for (const [name, granted] of [['Accept', ALL], ['Reject', []]]) {
            test(`${name} (${how}): told once, and the cookies are those allowed`, async (t) => {
                const stage = await LegacyStage.open(t, {script, world});
                await stage.visit(PAGE);
                await stage.choose(`${name} additional cookies`);
                await assertStillHere(stage);
                await stage.page.getByText(`You have ${name.toLowerCase()}ed additional cookies.`)
                                .waitFor();
                assert.equal(await stage.button(/additional cookies/).count(), 0);
                assert.deepEqual(await stage.state(),
                                 {policy: granting(...granted), decided: 'true'});

                await stage.button('Hide cookie message').click();
                await stage.banner().waitFor({state: 'hidden'});
                assert.equal(stage.page.url(), stage.base + PAGE);
                await stage.visit('/next');
                assert.equal(await stage.banner().count(), 0);
                assert.deepEqual(await stage.names(), stage.allowed(...granted));
                assert.deepEqual(stage.complaints, []);
            });
        }

        test(`settings (${how}): the banner leads there, saving leads back`, async (t) => {
            const stage = await LegacyStage.open(t, {script, world});
            await stage.visit(PAGE);
            await stage.page.getByRole('link', {name: 'View cookies'}).click();
            await stage.page.getByRole('heading', {name: 'Cookies on Legacy', level: 1}).waitFor();
            await saveSettings(stage, {Settings: 'No', Usage: 'Yes', Campaign: 'No'});
            assert.equal(stage.page.url(), stage.base + PAGE);
            assert.deepEqual(await stage.state(), {policy: granting('usage'), decided: 'true'});
            await stage.visit('/next');
            assert.equal(await stage.banner().count(), 0);
            assert.deepEqual(await stage.names(), stage.allowed('usage'));
            assert.deepEqual(stage.complaints, []);
        });
    }

    const which = script ? 'with script' : 'without script';
    test(`settings opened by themselves (${which}): saving stays there and says so`,
         async (t) => {
        const stage = await LegacyStage.open(t, {script});
        await stage.visit('/cookies');
        assert.equal(await stage.page.getByRole('radio', {checked: true}).count(), 3);
        for (const yes of await stage.page.getByRole('radio', {name: 'Yes'}).all()) {
            assert.equal(await yes.isChecked(), false);
        }
        await saveSettings(stage, {Settings: 'Yes'});
        assert.equal(stage.page.url(), `${stage.base}/cookies`);
        assert.deepEqual(await stage.state(), {policy: granting('settings'), decided: 'true'});
        const settings = stage.page.getByRole('group', {name: 'Settings'});
        assert.equal(await settings.getByRole('radio', {name: 'Yes'}).isChecked(), true);
        await stage.visit('/cookies');
        assert.equal(await stage.page.getByRole('alert').count(), 0);
    });

    test(`withdrawn (${which}): what was refused is gone with the answer`, async (t) => {
        const stage = await LegacyStage.open(t, {script});
        await stage.visit(PAGE);
        await stage.choose('Accept additional cookies');
        await stage.visit('/next');
        assert.deepEqual(await stage.names(), stage.allowed(...ALL));

        await stage.visit('/cookies');
        await saveSettings(stage, {Usage: 'No'});
        const rest = ['settings', 'campaigns'];
        assert.deepEqual(await stage.names(), stage.allowed(...rest));
        assert.deepEqual(await stage.state(), {policy: granting(...rest), decided: 'true'});
        await stage.visit('/next');
        assert.deepEqual(await stage.names(), stage.allowed(...rest));
        assert.equal(await stage.banner().count(), 0);
    });

    test(`details (${which}): each cookie, and what is here and refused`, async (t) => {
        const stage = await LegacyStage.open(t, {script});
        await stage.context.addCookies(['_ga', '_ga_7', 'SESSION', 'unlisted'].map(
            (name) => ({name, value: '1', url: stage.base})));
        await stage.visit('/cookies');
        await stage.page.getByRole('link', {name: 'Find out about each cookie'}).click();
        await stage.page.getByRole('heading', {name: 'Details', level: 1}).waitFor();
        const rows = await stage.page.getByRole('rowheader').allInnerTexts();
        for (const name of ['SESSION', 'theme', '_ga_*', 'campaign_*', 'cookies_policy',
                            'cookies_preferences_set']) {
            assert.ok(rows.includes(name), `${name} in ${rows}`);
        }
        assert.ok((await stage.page.getByRole('row', {name: '_ga_*'}).innerText())
                  .replace(/\s+/g, ' ').includes('The purpose of _ga_* 1 hour'));
        assert.deepEqual((await stage.page.getByRole('listitem').allInnerTexts()).sort(),
                         ['_ga', '_ga_7']);
        await stage.visit('/first');   // has the default set, which then refuses
        await stage.visit('/next');
        await stage.visit('/cookies/details');
        assert.equal(await stage.page.getByRole('listitem').count(), 0);
    });
}

test('a choice with script loses nothing that was filled in', async (t) => {
    const stage = await LegacyStage.open(t, {site: {'/form': legacyPage({body: `
        <form action="/sent"><label>Name <input name="name"></label>
        <label>Text <textarea name="text"></textarea></label>
        <label>Agree <input type="checkbox" name="agree"></label>
        <label>Which <select name="which"><option>one<option>two</select></label></form>`})}});
    await stage.visit('/form');
    await stage.page.getByLabel('Name').fill('Siân');
    await stage.page.getByLabel('Text').fill('Half a sen');
    await stage.page.getByLabel('Agree').check();
    await stage.page.getByLabel('Which').selectOption('two');
    await stage.choose('Reject additional cookies');
    await stage.button('Hide cookie message').click();
    assert.deepEqual(await stage.page.evaluate(
        () => [...new FormData(document.querySelector('main form'))]),
                     [['name', 'Siân'], ['text', 'Half a sen'], ['agree', 'on'],
                      ['which', 'two']]);
});

test('after a choice with script the page may write at once what was granted', async (t) => {
    const stage = await LegacyStage.open(t);
    await stage.visit('/');
    const write = () => stage.page.evaluate(() => { document.cookie = '_ga_late=1; path=/'; });
    await write();
    assert.deepEqual(await stage.names(), stage.allowed());
    await stage.choose('Accept additional cookies');
    await write();
    assert.deepEqual(await stage.names(), ['SESSION', '_ga_late', 'basket']);
});

for (const world of WORLDS) {
    test(`two tabs (${world}): a choice in one takes the banner out of the other`, async (t) => {
        const stage = await LegacyStage.open(t, {world});
        await stage.visit('/one');
        const other = await stage.newTab();
        await stage.visit('/two', other);
        assert.equal(await stage.banner(other).isVisible(), true);
        await stage.page.bringToFront();
        await stage.choose('Accept additional cookies');
        await other.bringToFront();
        // By plain http there is no cookieStore, and headless tabs are always visible.
        if (world === 'localhost') {
            await stage.banner(other).waitFor({state: 'hidden'});
            await other.evaluate(() => { document.cookie = '_ga_other=1; path=/'; });
            assert.ok((await stage.names()).includes('_ga_other'));
        }
        await stage.visit('/three', other);
        await assertNoBanner(stage, 'next page of the other tab', other);
    });

    test(`two tabs without script (${world}): the later choice holds`, async (t) => {
        const stage = await LegacyStage.open(t, {world, script: false});
        await stage.visit('/one');
        const other = await stage.newTab();
        await stage.visit('/two', other);
        await stage.choose('Accept additional cookies');
        await other.bringToFront();
        await stage.button('Reject additional cookies', other).click();
        await stage.button('Hide cookie message', other).waitFor();
        await stage.visit('/three');
        assert.equal(await stage.banner().count(), 0);
        assert.deepEqual(await stage.state(), {policy: granting(), decided: 'true'});
        assert.deepEqual(await stage.names(), stage.allowed());
    });
}
