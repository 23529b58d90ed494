"""The look: components, forms, navigation, paging. Holds no record and imports no app with business content."""
