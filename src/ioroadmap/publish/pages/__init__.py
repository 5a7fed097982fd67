"""One module for each kind of page: from the Roadmap to a view (plain facts) and the template that shows it."""
