// Each choice has its receipt, and the visitor is told the number of it.

import assert from 'node:assert/strict';
import test from 'node:test';

import {granting, LegacyStage} from './harness/legacy_stage.mjs';

const ID = /[0-9a-hjkmnp-tv-z]{26}/;
const SUCH_AN_ID = new RegExp(`^${ID.source}$`);

// The number as the page says it.
async function told(stage) {
    const text = stage.page.getByText(/Your choice has been recorded/).filter({visible: true});
    await text.waitFor();
    return (await text.innerText()).match(ID)[0];
}

for (const script of [true, false]) {
    test(`receipts (${script ? 'with' : 'without'} script): one a choice, its id is told`,
         async (t) => {
        const stage = await LegacyStage.open(t, {
            script, registry: {receipts: {file: 'receipts.jsonl'}, revision: 4}});
        const ids = [];
        await stage.visit('/page');
        await stage.choose('Accept additional cookies');
        ids.push(await told(stage));
        await stage.button('Hide cookie message').click();
        await stage.banner().waitFor({state: 'hidden'});

        await stage.context.clearCookies();
        await stage.visit('/page');
        await stage.choose('Reject additional cookies');
        ids.push(await told(stage));

        await stage.visit('/cookies');   // not shown twice
        await stage.visit('/cookies');
        assert.equal(await stage.page.getByText('recorded').count(), 0);
        await stage.page.getByRole('group', {name: 'Usage'}).getByRole('radio', {name: 'Yes'})
                        .check();
        await stage.button('Save cookie settings').click();
        ids.push(await told(stage));

        await stage.stopProxy();
        const lines = (await stage.read('receipts.jsonl')).trimEnd().split('\n').map(JSON.parse);
        assert.deepEqual(lines.map(({id}) => id), ids);
        assert.equal(new Set(ids).size, 3);
        assert.deepEqual(lines.map(({how}) => how), ['accepted', 'rejected', 'saved']);
        assert.deepEqual(lines.map(({choices}) => choices),
                         [granting('settings', 'usage', 'campaigns'), granting(),
                          granting('usage')]);
        for (const line of lines) {
            assert.match(line.id, SUCH_AN_ID);
            assert.deepEqual(Object.keys(line).sort(), ['choices', 'how', 'id', 'registry',
                                                        'revision', 'site', 'time']);
            assert.deepEqual([line.site, line.revision], ['Legacy', 4]);
        }
        assert.deepEqual(stage.complaints, []);
    });
}
