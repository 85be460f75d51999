require('./register.cjs');
module.exports = async () => {
  require('./shared-folder.ts').makeSharedFolder();
  await require('./databases.ts').startDatabases();
};
