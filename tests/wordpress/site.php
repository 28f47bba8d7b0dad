<?php
/* What the site does beyond WordPress itself: a type of its own for reviews, and switches for the tests. */

add_action( 'init', function () {
	register_post_type( 'case_review', array(
		'labels'       => array( 'name' => 'Case reviews' ),
		'public'       => true,
		'show_in_rest' => true,
		'rest_base'    => 'case-reviews',
		'has_archive'  => true,
		'rewrite'      => array( 'slug' => 'case-reviews' ),
		'supports'     => array( 'title', 'editor', 'custom-fields' ),
	) );
} );

/* A theme that prints a document kept in a field of its own: the web page shows it, the interface does not. */
add_filter( 'the_content', function ( $content ) {
	$shown = get_post_meta( get_the_ID(), 'theme_report', true );
	if ( ! $shown || ( defined( 'REST_REQUEST' ) && REST_REQUEST ) ) {
		return $content;
	}
	return $content . '<p><a href="' . esc_url( wp_get_attachment_url( (int) $shown ) ) . '">Read the full report</a></p>';
} );

/* As extensions do that close the interface to all who are not logged in. */
add_filter( 'rest_authentication_errors', function ( $result ) {
	return get_option( 'catalogue_rest_off' ) ? new WP_Error( 'rest_not_logged_in', 'Not allowed.', array( 'status' => 401 ) ) : $result;
} );

add_filter( 'wp_sitemaps_enabled', function ( $enabled ) {
	return $enabled && ! get_option( 'catalogue_maps_off' );
} );
