require('./register.cjs');
module.exports = async () => {
  require('./shared-folder.ts').removeSharedFolder();
  await require('./databases.ts').stopDatabases();
};
