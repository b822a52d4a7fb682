// Trees of documents as text, one node a line, for comparing them.

import {DOMParser} from '@xmldom/xmldom';
import {parse} from 'parse5';

const OURS = /^(src=\/c\/guard\.js|href=\/c\/banner\.css|id=consent-proxy-banner)/;

// The tree without what was put in, and the parents of that.
function outline(tree, mode, read) {
    const lines = [mode];
    const put = {head: [], body: []};
    const walk = (node, depth, parent) => {
        const {name, text, attributes, children} = read(node);
        if (attributes.some((attribute) => OURS.test(attribute))) {
            put[name === 'div' ? 'body' : 'head'].push(parent);
            return;
        }
        if (name === '#text' && lines.at(-1).startsWith(`${depth} #text `)) {
            lines[lines.length - 1] += text;   // nothing stands between them any more
        } else {
            lines.push(`${depth} ${name} ${text}${attributes.sort().join(' ')}`);
        }
        children.forEach((child) => walk(child, depth + 1, name));
    };
    walk(tree, 0, '');
    return {lines, put};
}

/** An HTML document's. What charset its bytes are in matters to no tag: of marks only that of UTF-8
 * is taken off. */
export function ofHtml(bytes, scriptingEnabled) {
    const mark = bytes.indexOf('\xef\xbb\xbf', 0, 'latin1') === 0 ? 3 : 0;
    const tree = parse(bytes.toString('latin1', mark), {scriptingEnabled});
    return outline(tree, tree.mode, (node) => ({
        name: node.nodeName,
        text: `${node.namespaceURI ?? ''} ${node.value ?? node.data ?? node.name ?? ''}`,
        attributes: (node.attrs ?? []).map(({prefix, name, value}) =>
            `${prefix ? `${prefix}:` : ''}${name}=${value}`),
        children: [...(node.childNodes ?? []), ...(node.content ? [node.content] : [])],
    }));
}

/** An XHTML document's. */
export function ofXhtml(bytes) {
    const parser = new DOMParser({onError: (level, message) => {
        throw new Error(message);
    }});
    const tree = parser.parseFromString(bytes.toString('latin1'), 'application/xhtml+xml');
    return outline(tree, 'xml', (node) => ({
        name: node.nodeName,
        text: `${node.namespaceURI ?? ''} ${node.data ?? ''}`,
        attributes: [...(node.attributes ?? [])].map(({name, value}) => `${name}=${value}`),
        children: [...(node.childNodes ?? [])],
    }));
}
