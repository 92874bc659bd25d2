// npm's s3rver: an S3 server that keeps its objects in a folder. Its arguments are the folder and the names of the buckets.
import S3rver from 's3rver';
import crypto from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

// It makes the tokens of long lists with DES, which OpenSSL 3 has only under another name.
for (const name of ['createCipheriv', 'createDecipheriv']) {
  const create = crypto[name];
  crypto[name] = (algorithm, key, ...rest) => (algorithm === 'des'
    ? create('des-ede3-cbc', Buffer.concat([key, key, key]), ...rest)
    : create(algorithm, key, ...rest));
}

const [directory, ...buckets] = process.argv.slice(1);
const server = new S3rver({
  address: '127.0.0.1', port: 0, silent: true, directory, configureBuckets: buckets.map((name) => ({ name })),
});
// It cannot end an upload in parts, which every other S3 server can.
server.middleware.unshift(async (context, next) => {
  const { uploadId } = context.query;
  if (context.method !== 'DELETE' || !uploadId) return next();
  const [bucket] = context.path.split('/').filter(Boolean);
  await rm(join(directory, bucket, '._S3rver_uploads', uploadId), { recursive: true });
  context.status = 204;
});
const { port } = await server.run();
console.log(`http://127.0.0.1:${port}`);
