"""Where items are published beside the portal: other sites, notice boards, loudspeakers, enquiry places."""
