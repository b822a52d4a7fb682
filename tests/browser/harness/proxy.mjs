// `consent-proxy`, started on a free port and stopped without a complaint.

import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';

const DEADLINE = 20_000;
const SANITIZER = /Sanitizer|runtime error:/;

/** The path of the binary, from CONSENT_PROXY_BIN. */
export function binary() {
    assert.ok(process.env.CONSENT_PROXY_BIN, 'CONSENT_PROXY_BIN is not set');
    return process.env.CONSENT_PROXY_BIN;
}

/** Ours without any setting of the proxy. */
export function environment() {
    const kept = Object.entries(process.env).filter(([key]) => !key.startsWith('CONSENT_PROXY_'));
    return Object.fromEntries(kept);
}

export class Proxy {
    /** Starts it with these arguments; `port` is its first listener's, `adminPort` where its status
     * page is, if it has one. */
    static async start(...args) {
        const proxy = new Proxy(args);
        proxy.port = Number((await proxy.#line(/(?<!admin )listening on \S+:(\d+)\b/))[1]);
        proxy.adminPort = Number(proxy.#log.match(/admin on \S+:(\d+)\b/)?.[1]);
        return proxy;
    }

    #process;
    #exit;
    #log = '';
    #accessLog = '';

    constructor(args) {
        this.#process = spawn(binary(), args, {env: environment(),
                                               stdio: ['ignore', 'pipe', 'pipe']});
        this.#process.stdout.setEncoding('utf8').on('data', (text) => { this.#accessLog += text; });
        this.#exit = once(this.#process, 'close');
        this.#process.stderr.setEncoding('utf8').on('data', (text) => { this.#log += text; });
    }

    /** SIGTERM, and nothing to complain of: exit code 0, no report of a sanitizer. Gives the access
     * log. */
    async stop() {
        const timer = setTimeout(() => this.#process.kill('SIGKILL'), DEADLINE);
        this.#process.kill('SIGTERM');
        const [code] = await this.#exit;
        clearTimeout(timer);
        assert.equal(code, 0, `exit code ${code}:\n${this.#log}`);
        assert.doesNotMatch(this.#log, SANITIZER);
        return this.#accessLog;
    }

    // The first line of the log that matches, waited for.
    #line(pattern) {
        return new Promise((resolve, reject) => {
            const fail = (why) => reject(new Error(`${why} before ${pattern}:\n${this.#log}`));
            const timer = setTimeout(() => {
                this.#process.kill('SIGKILL');
                fail('deadline');
            }, DEADLINE);
            const look = () => {
                const match = this.#log.match(pattern);
                if (match) {
                    clearTimeout(timer);
                    resolve(match);
                }
            };
            this.#process.stderr.on('data', look);
            this.#exit.then(() => fail('end'), reject);
            look();
        });
    }
}
