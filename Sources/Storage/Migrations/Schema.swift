package import SQLEngine

/// Every migration of the product, oldest first. One that has shipped is never edited.
package let schema = Migrator([
    createPeople, createAreas, createDialogues, createNotifications, createAttachments, createDiversions, createSearch, createComments,
    createFollowers, markHeadings,
])
